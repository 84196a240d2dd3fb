package dev.sluice.scan;

import java.time.Duration;

/**
 * The pause between the pages of one segment after one of them was throttled. A hot partition needs about as long for
 * the next page as it needed for the throttled one: without a pause, it would be throttled as often again. Other
 * segments go on at full speed. Not thread-safe.
 */
final class SegmentBackoff {
  /** The longest pause in nanoseconds. A longer one would delay the end of a scan that is no longer throttled. */
  private static final long MAX = Duration.ofSeconds(5).toNanos();

  private static final long MIN = Duration.ofMillis(100).toNanos();

  private long nanos;

  /** Returns the pause before the next page in nanoseconds. */
  long nanos() {
    return nanos;
  }

  /**
   * Records a page.
   *
   * @param throttledNanos the time from its first throttled attempt until it arrived; 0: it was not throttled
   */
  void served(long throttledNanos) {
    long shorter = nanos / 2 < MIN ? 0 : nanos / 2;
    nanos = throttledNanos > 0 ? Math.min(MAX, Math.max(nanos, throttledNanos / 2)) : shorter;
  }
}
