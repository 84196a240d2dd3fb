package dev.sluice.analytics.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Tests whether a series tends upwards or downwards (H. B. Mann, "Nonparametric tests against trend", 1945; M. G.
 * Kendall, "Rank correlation methods", 1975), by the normal approximation, which is good from ten values on.
 *
 * @param s number of pairs whose later value is greater − number of pairs whose later value is smaller
 * @param variance of s without a trend, corrected for ties: (n(n−1)(2n+5) − Σt(t−1)(2t+5)) ÷ 18
 * @param p two-sided, with s moved towards 0 by 1 for continuity; 1 if s is 0
 */
public record MannKendall(long s, double variance, double p) {
  /** Returns the test of values in their order in time. */
  public static MannKendall of(double[] values) {
    long s = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        s += Double.compare(values[j], values[i]);
      }
    }
    double variance = variance(values);
    return new MannKendall(s, variance, s == 0 ? 1 : p((Math.abs(s) - 1) / Math.sqrt(variance)));
  }

  private static double p(double z) {
    return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
  }

  private static double variance(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = term(sorted.length);
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        sum -= term(i - from);
        from = i;
      }
    }
    return sum / 18;
  }

  private static double term(double n) {
    return n * (n - 1) * (2 * n + 5);
  }
}
