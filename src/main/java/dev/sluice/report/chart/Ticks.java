package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The ticks of an axis, and their labels. */
public record Ticks(List<Double> at, List<String> labels) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int MAX_TICKS = 6;
  private static final double[][] WITHIN_DECADE = {
    {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}, {1, 1.5, 2, 3, 5, 7}, {1, 2, 5}, {1, 3}, {1}
  };

  /**
   * Returns ticks at multiples of 1, 2 or 5 times a power of ten within [low, high]: at most {@code most}; only one if
   * the ends are too close to distinguish such multiples.
   */
  public static Ticks linear(double low, double high, int most, DoubleFunction<String> label) {
    double step = step((high - low) / most);
    List<Double> at = new ArrayList<>();
    if (step > Math.ulp(low) && step > Math.ulp(high)) {
      double first = Math.ceil(low / step - 1e-9);
      for (int i = 0; i <= most + 1 && (first + i) * step <= high + step * 1e-9; i++) {
        at.add((first + i) * step);
      }
    }
    return labelled(at.isEmpty() ? List.of(low) : at, label);
  }

  /** Returns the smallest of these multiples that is not below {@code raw}; 0 if there is none. */
  private static double step(double raw) {
    double power = raw > 0 ? Math.pow(10, Math.floor(Math.log10(raw))) : 0;
    for (double candidate : STEPS) {
      if (candidate * power >= raw * 0.999) {
        return candidate * power;
      }
    }
    return 10 * power;
  }

  /**
   * Returns ticks at round values within [low, high], as many as there is room for: ten, six, three, two or one in a
   * decade, or one in several decades.
   */
  public static Ticks logarithmic(double low, double high, DoubleFunction<String> label) {
    List<Double> at = List.of();
    for (double[] round : WITHIN_DECADE) {
      at = decades(low, high, round, 1);
      if (at.size() <= MAX_TICKS) {
        return labelled(at, label);
      }
    }
    int each = (at.size() + MAX_TICKS - 1) / MAX_TICKS;
    return labelled(decades(low, high, WITHIN_DECADE[WITHIN_DECADE.length - 1], each), label);
  }

  private static List<Double> decades(double low, double high, double[] within, int each) {
    List<Double> at = new ArrayList<>();
    int first = Math.max(Double.MIN_EXPONENT, (int) Math.floor(Math.log10(low)));
    int last = Math.min(Double.MAX_EXPONENT, (int) Math.ceil(Math.log10(high)));
    for (int e = first; e <= last; e++) {
      for (double mantissa : within) {
        double value = mantissa * Math.pow(10, e);
        if (e % each == 0 && value >= low * 0.999 && value <= high * 1.001) {
          at.add(value);
        }
      }
    }
    return at;
  }

  private static Ticks labelled(List<Double> at, DoubleFunction<String> label) {
    return new Ticks(List.copyOf(at), at.stream().map(label::apply).toList());
  }
}
