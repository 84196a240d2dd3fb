package dev.sluice.capacity;

import java.time.Duration;

/**
 * The share of the limit that is used. Throttling lowers it at once; a period without throttling raises it slowly.
 * Guarded by its owner's lock.
 */
final class Throttle {
  private static final double LOWERED_TO = 0.7;
  private static final double MIN_SHARE = 0.02;

  /**
   * The time within which throttling counts once, because requests in flight are throttled together. In nanoseconds.
   */
  private static final long ONCE_IN = Duration.ofSeconds(1).toNanos();

  private static final long QUIET = Duration.ofSeconds(5).toNanos();
  private static final double RAISED_A_SECOND = 0.05;
  private static final double SECOND = 1e9;

  private double share = 1;
  private long loweredAt;
  private long raisedAt;

  Throttle(long now) {
    loweredAt = now - ONCE_IN;
    raisedAt = now;
  }

  /** Returns the share in force, above 0 and at most 1. */
  double share(long now) {
    long from = Math.max(raisedAt, loweredAt + QUIET);
    if (share < 1 && now > from) {
      share = Math.min(1, share + (now - from) / SECOND * RAISED_A_SECOND);
      raisedAt = now;
    }
    return share;
  }

  void lower(long now) {
    if (now - loweredAt >= ONCE_IN) {
      share = Math.max(MIN_SHARE, share(now) * LOWERED_TO);
      loweredAt = now;
    }
  }
}
