package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One axis: its limits, its marks, and whether equal steps are equal factors.
 *
 * @param name {@code x} or {@code y}
 */
public record Axis(String name, double low, double high, Ticks ticks, boolean logarithmic) {
  Map<String, Object> spec() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("aesthetic", name);
    spec.put("limits", new ArrayList<>(List.of(low, high)));
    spec.put("expand", new ArrayList<>(List.of(0.0, 0.0)));
    spec.put("breaks", new ArrayList<>(ticks.at()));
    spec.put("labels", new ArrayList<>(ticks.labels()));
    if (logarithmic) {
      spec.put("trans", "log10");
    }
    return spec;
  }
}
