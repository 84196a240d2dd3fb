package dev.sluice.capacity;

/**
 * The read units that a table has served until an instant.
 *
 * @param atNanos the instant, of a clock like {@link System#nanoTime}
 */
record Consumption(long atNanos, double units) {
  private static final double SECOND = 1e9;

  /** Returns the units a second that were served from an earlier instant on. */
  double rateSince(Consumption earlier) {
    return (units - earlier.units) / Math.max(secondsSince(earlier), 1e-3);
  }

  double secondsSince(Consumption earlier) {
    return (atNanos - earlier.atNanos) / SECOND;
  }
}
