package dev.sluice.analytics.latency;

/**
 * The decimal that a double was parsed from, if it had at most {@value #MAX_PLACES} decimal places and was below 10^15
 * without its point. Such a decimal is unique for its double, and k ÷ 10^d, both exact as doubles, gives the double
 * again: so it is found without text, with the same result on every machine.
 */
final class ShortDecimal {
  static final int MAX_PLACES = 9;

  private static final double MAX_SCALED = 1e15;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private ShortDecimal() {}

  /** Returns the fewest decimal places that suffice; −1 if the value is no such decimal. */
  static int places(double value) {
    for (int places = 0; places <= MAX_PLACES; places++) {
      if (isScaled(value, places)) {
        return places;
      }
    }
    return -1;
  }

  /** Returns whether the value is such a decimal with so many places. */
  static boolean isScaled(double value, int places) {
    double scaled = Math.rint(value * POWERS[places]);
    return scaled < MAX_SCALED && scaled / POWERS[places] == value;
  }

  /** Returns the decimal without its point. */
  static long scaled(double value, int places) {
    return (long) Math.rint(value * POWERS[places]);
  }

  /** Returns the value of a scaled decimal. */
  static double value(long scaled, int places) {
    return scaled / POWERS[places];
  }
}
