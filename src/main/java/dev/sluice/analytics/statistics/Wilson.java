package dev.sluice.analytics.statistics;

/**
 * The Wilson score interval of a proportion at 95 % (E. B. Wilson, 1927): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 +
 * z²/n).
 */
public record Wilson(double low, double high) {
  public static final double Z = 1.959964;

  /**
   * Returns the interval of k successes in n trials.
   *
   * @param trials n, at least 1
   */
  public static Wilson of(long successes, long trials) {
    double n = trials;
    double p = successes / n;
    double scale = 1 + Z * Z / n;
    double centre = (p + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
    // a p of 0 or 1 is itself a bound, which rounding may miss slightly
    return new Wilson(
        Math.max(0, Math.min(p, centre - half)), Math.min(1, Math.max(p, centre + half)));
  }
}
