package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One axis: its limits, its ticks, and whether it is logarithmic.
 *
 * @param name {@code x} or {@code y}
 */
public record Axis(String name, double low, double high, Ticks ticks, boolean logarithmic) {
  /**
   * Creates an axis.
   *
   * @throws IllegalArgumentException if its ends are equal, in the wrong order, or not finite
   */
  public Axis {
    if (!(low < high) || !Double.isFinite(high - low) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("no axis reaches from " + low + " to " + high);
    }
  }

  private static final int MAX_LABEL_LENGTH = 7;
  private static final String FIGURE_SPACE = "\u2007";

  Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("aesthetic", name);
    spec.put("limits", new ArrayList<>(List.of(low, high)));
    spec.put("expand", new ArrayList<>(List.of(0.0, 0.0)));
    spec.put("breaks", new ArrayList<>(ticks.at()));
    spec.put("labels", new ArrayList<>(labels()));
    if (logarithmic) {
      spec.put("trans", "log10");
    }
    return spec;
  }

  /** Pads y labels to one length, so that charts below one another begin at the same x. */
  private List<String> labels() {
    return name.equals("y")
        ? ticks.labels().stream()
            .map(label ->
                FIGURE_SPACE.repeat(Math.max(0, MAX_LABEL_LENGTH - label.length())) + label)
            .toList()
        : ticks.labels();
  }

  /** Returns the value at this share of the axis' length, from its low end. */
  public double at(double share) {
    return logarithmic ? low * Math.pow(high / low, share) : low + (high - low) * share;
  }
}
