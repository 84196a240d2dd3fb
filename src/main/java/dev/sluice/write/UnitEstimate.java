package dev.sluice.write;

/**
 * Estimates the write units of a change before it is made. A write costs by the larger of the old and the new item, and
 * for every index; what that adds to the new item's own size is learnt from the answers. Thread-safe.
 */
final class UnitEstimate {
  /** The bytes of a write unit. */
  private static final long UNIT_BYTES = 1024;

  private double surplus;
  private boolean known;

  /** Returns the units of so many bytes, at least 1. */
  static long units(long bytes) {
    return Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  /** Returns whether an answer has been seen. */
  synchronized boolean isKnown() {
    return known;
  }

  /** Returns the expected units of a change of one item. */
  synchronized double of(long bytes) {
    return units(bytes) + surplus;
  }

  /**
   * Learns from an answer.
   *
   * @param items the number of items
   * @param own the units of their own sizes
   * @param consumed the units consumed
   */
  synchronized void observe(long items, double own, double consumed) {
    double latest = Math.max(0, (consumed - own) / items);
    surplus = known ? (surplus + latest) / 2 : latest;
    known = true;
  }
}
