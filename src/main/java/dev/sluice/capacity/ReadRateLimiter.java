package dev.sluice.capacity;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The read units of one table or index, as all who read it in this application share them. What a page is expected to
 * cost is charged before it is asked for and put right when it has come; each page's turn comes when those before it are
 * paid off.
 *
 * <p>Over any ten seconds, what is consumed is at most ten seconds' worth, {@link #SAVED}, and one page for each request
 * in flight. Charges are by the rate of who asks: with several limits at once, each is kept by those who have it, and the
 * highest by all together.
 */
public final class ReadRateLimiter {
  /** Unused time that is saved up: answers that are late now and then would cost throughput else. */
  static final long SAVED = Duration.ofMillis(250).toNanos();

  /** How far ahead turns are given, so that a lower limit or a stop is soon felt by all. */
  static final long AHEAD = Duration.ofSeconds(1).toNanos();

  /** Nobody who waits is out of reach for longer. */
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

  private static final double SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final PageCost cost = new PageCost();
  private final Throttle throttle;
  private long paidUntil;

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadRateLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.throttle = new Throttle(nanoTime.getAsLong());
    this.paidUntil = nanoTime.getAsLong();
  }

  /**
   * Asks for a turn.
   *
   * @param unitsPerSecond the asker's limit; 0: none
   * @param mostUnits what the page may cost at most, by the asker's budget
   * @param factor what a unit of an eventually consistent read costs the asker: 1, or 2 for consistent reads
   * @param itemLimit items wanted at most; 0: as many as make 1 MB
   */
  synchronized Answer ask(double unitsPerSecond, double mostUnits, int factor, int itemLimit) {
    long now = nanoTime.getAsLong();
    double rate = unitsPerSecond * throttle.share(now);
    paidUntil = Math.max(paidUntil, now - SAVED);
    long ahead = Math.max(0, paidUntil - now);
    if (unitsPerSecond > 0 && ahead > AHEAD) {
      return new Answer.RetryAfter(Math.min(ahead - AHEAD / 2, PATIENCE));
    }
    int limit = cost.itemLimit(rate, mostUnits, factor, itemLimit);
    double units = cost.expected(limit, factor);
    charge(units, rate);
    return new Answer.Permit(unitsPerSecond > 0 ? ahead : 0, units, limit);
  }

  /** A page of this leave has come. */
  synchronized void settle(
      double unitsPerSecond, Answer.Permit leave, double consumed, int factor, int items) {
    double rate = unitsPerSecond * throttle.share(nanoTime.getAsLong());
    charge(consumed - leave.chargedUnits(), rate);
    cost.seen(leave.itemLimit(), consumed / factor, items);
  }

  /** A request of this leave was throttled. */
  synchronized void throttled(double unitsPerSecond, Answer.Permit leave) {
    long now = nanoTime.getAsLong();
    charge(-leave.chargedUnits(), unitsPerSecond * throttle.share(now));
    throttle.lower(now);
  }

  private void charge(double units, double rate) {
    if (rate > 0) {
      paidUntil += (long) (units / rate * SECOND);
    }
  }
}
