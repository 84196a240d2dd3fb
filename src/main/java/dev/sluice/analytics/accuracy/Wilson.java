package dev.sluice.analytics.accuracy;

/**
 * The Wilson score interval of a proportion at 95 % (E. B. Wilson, 1927): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 +
 * z²/n).
 */
record Wilson(double low, double high) {
  static final double Z = 1.959964;

  /**
   * The interval of k in n.
   *
   * @param trials n, at least 1
   */
  static Wilson of(long successes, long trials) {
    double n = trials;
    double p = successes / n;
    double scale = 1 + Z * Z / n;
    double centre = (p + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
    // at 0 and 1 rounding may lead a hair beyond
    return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
