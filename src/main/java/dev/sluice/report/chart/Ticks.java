package dev.sluice.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Where an axis has its marks, and what is written there. */
public record Ticks(List<Double> at, List<String> labels) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int MOST = 6;
  private static final double[][] WITHIN_DECADE = {
    {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}, {1, 1.5, 2, 3, 5, 7}, {1, 2, 5}, {1, 3}, {1}
  };

  /** At multiples of 1, 2 or 5 times a power of ten within [low, high]: at most {@code most}. */
  public static Ticks linear(double low, double high, int most, DoubleFunction<String> label) {
    double raw = (high - low) / most;
    if (raw <= 0) {
      return labelled(List.of(low), label);
    }
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double candidate : STEPS) {
      if (candidate * power >= raw * 0.999) {
        step = candidate * power;
        break;
      }
    }
    List<Double> at = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      at.add(i * step);
    }
    return labelled(at, label);
  }

  /** At round values within [low, high], so many as there is room for: of a decade ten, six, three, two or one. */
  public static Ticks logarithmic(double low, double high, DoubleFunction<String> label) {
    List<Double> at = List.of();
    for (double[] round : WITHIN_DECADE) {
      at = decades(low, high, round);
      if (at.size() <= MOST) {
        break;
      }
    }
    return labelled(at, label);
  }

  private static List<Double> decades(double low, double high, double[] within) {
    List<Double> at = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
      for (double mantissa : within) {
        double value = mantissa * Math.pow(10, e);
        if (value >= low * 0.999 && value <= high * 1.001) {
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
