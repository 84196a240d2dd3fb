package dev.sluice.analytics.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A difference of two figures with its 95 % interval.
 *
 * @param value the first figure − the second
 */
public record Difference(double value, double low, double high) {
  private static final double UPPER = 0.975;

  /**
   * Compares two proportions by the hybrid score interval, composed of both Wilson intervals (R. G. Newcombe, "Interval
   * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
   *
   * @param one at least one trial
   * @param other at least one trial
   */
  public static Difference ofProportions(Proportion one, Proportion other) {
    Wilson first = Wilson.of(one.successes(), one.trials());
    Wilson second = Wilson.of(other.successes(), other.trials());
    double difference = one.rate() - other.rate();
    return new Difference(
        difference,
        difference - Math.hypot(one.rate() - first.low(), second.high() - other.rate()),
        difference + Math.hypot(first.high() - one.rate(), other.rate() - second.low()));
  }

  /**
   * Compares two means whose variances may differ (B. L. Welch, "The generalization of 'Student's' problem when several
   * different population variances are involved", Biometrika 34, 1947).
   *
   * @param one at least two values
   * @param other at least two values
   */
  public static Difference ofMeans(Sample one, Sample other) {
    double first = one.variance() / one.count();
    double second = other.variance() / other.count();
    double difference = one.mean() - other.mean();
    double variance = first + second;
    if (variance == 0) {
      return new Difference(difference, difference, difference);
    }
    // by shares of the variance: its square may be more than a double can hold, or less
    double share = first / variance;
    double rest = second / variance;
    double freedom = 1 / (share * share / (one.count() - 1) + rest * rest / (other.count() - 1));
    double half =
        TDistribution.of(freedom).inverseCumulativeProbability(UPPER) * Math.sqrt(variance);
    return new Difference(difference, difference - half, difference + half);
  }
}
