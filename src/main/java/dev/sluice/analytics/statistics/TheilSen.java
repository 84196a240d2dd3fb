package dev.sluice.analytics.statistics;

import java.util.Arrays;

/**
 * A line that is robust against up to 29 % of outliers: its slope is the median of the slopes of all pairs of points,
 * and it passes through the median x and the median y (H. Theil, 1950; P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", 1968; the intercept by W. J. Conover).
 *
 * @param intercept the value at x = 0
 */
public record TheilSen(double slope, double intercept) {
  /**
   * Fits the line.
   *
   * @param x at least two different values
   * @param y one value for each x
   */
  public static TheilSen of(double[] x, double[] y) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
      }
    }
    double slope = median(Arrays.copyOf(slopes, count));
    return new TheilSen(slope, median(y.clone()) - slope * median(x.clone()));
  }

  /** Returns the value at x. */
  public double at(double x) {
    return intercept + slope * x;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
