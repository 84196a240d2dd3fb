package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of a line, in the order of x. A missing value interrupts the line: each stretch without a gap is a group of
 * its own.
 */
public record Series(List<Double> x, List<Double> y, List<Double> group) {
  /** Collects points; a null or non-finite value ends the stretch. */
  public static final class Builder {
    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private final List<Double> group = new ArrayList<>();
    private double stretch;
    private double last = Double.NaN;

    /** Adds a point; x more than {@code step} past the last one begins a new stretch. */
    public Builder add(double at, @Nullable Double value, double step) {
      boolean drawn = value != null && Double.isFinite(value);
      if (!drawn || at - last > step) {
        stretch++;
      }
      if (value != null && drawn) {
        x.add(at);
        y.add(value);
        group.add(stretch);
        last = at;
      }
      return this;
    }

    public Series build() {
      return new Series(List.copyOf(x), List.copyOf(y), List.copyOf(group));
    }
  }

  public boolean isEmpty() {
    return x.isEmpty();
  }
}
