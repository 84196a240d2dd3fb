package dev.sluice.capacity;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Limits the read units of one table or index, over all reads in this application. The expected cost of a page is charged
 * when it is permitted and corrected when the page has come; a page waits until those before it are paid off.
 *
 * <p>Consumption over any ten seconds is at most ten seconds' worth, {@link #SAVED}, and one page for each request in
 * flight. Charges are by the caller's rate: with several limits at once, each is kept by those who have it, and the highest
 * by all together.
 */
public final class ReadRateLimiter {
  /** Unused time that is saved up, in nanoseconds: occasional late answers would cost throughput otherwise. */
  static final long SAVED = Duration.ofMillis(250).toNanos();

  /** The furthest time ahead for which permits are given, in nanoseconds: a lower limit or a stop soon reaches all tasks. */
  static final long AHEAD = Duration.ofSeconds(1).toNanos();

  /** The longest wait between two requests for a permit, in nanoseconds. */
  private static final long MAX_WAIT = Duration.ofSeconds(3).toNanos();

  private static final double SECOND = 1e9;

  /**
   * The limiters of this virtual machine, the driver, so that reads of one table at the same time (a self-join, several jobs
   * in one session) keep the limit together. They are never removed: a read that begins at once finds the last page still
   * being paid off, and there are no more of them than tables.
   */
  private static final ConcurrentMap<Resource, ReadRateLimiter> ALL = new ConcurrentHashMap<>();

  private final LongSupplier nanoTime;
  private final PageCost cost = new PageCost();
  private final Throttle throttle;
  private long paidUntil;

  /**
   * A table or index with read capacity of its own.
   *
   * @param endpoint empty: AWS itself
   * @param table its ARN, which names account and region
   * @param index a global index; empty: the table, which its local indexes share
   */
  public record Resource(String endpoint, String table, String index) {}

  /** Returns the limiter that all reads of this resource share. */
  public static ReadRateLimiter of(Resource resource) {
    return ALL.computeIfAbsent(resource, r -> new ReadRateLimiter(System::nanoTime));
  }

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadRateLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.throttle = new Throttle(nanoTime.getAsLong());
    this.paidUntil = nanoTime.getAsLong();
  }

  /**
   * Requests a permit.
   *
   * @param unitsPerSecond the caller's limit; 0: none
   * @param maxUnits the highest cost of the page that the caller's budget allows
   * @param factor the caller's price of a unit of an eventually consistent read: 1, or 2 for consistent reads
   * @param itemLimit items wanted at most; 0: as many as make 1 MB
   */
  synchronized Answer ask(double unitsPerSecond, double maxUnits, int factor, int itemLimit) {
    long now = nanoTime.getAsLong();
    double rate = unitsPerSecond * throttle.share(now);
    paidUntil = Math.max(paidUntil, now - SAVED);
    long ahead = Math.max(0, paidUntil - now);
    if (unitsPerSecond > 0 && ahead > AHEAD) {
      return new Answer.RetryAfter(Math.min(ahead - AHEAD / 2, MAX_WAIT));
    }
    int limit = cost.itemLimit(rate, maxUnits, factor, itemLimit);
    double units = cost.expected(limit, factor);
    charge(units, rate);
    return new Answer.Permit(unitsPerSecond > 0 ? ahead : 0, units, limit);
  }

  /** Corrects the charge of a permit whose page has come. */
  synchronized void settle(
      double unitsPerSecond, Answer.Permit permit, double consumed, int factor, int items) {
    double rate = unitsPerSecond * throttle.share(nanoTime.getAsLong());
    charge(consumed - permit.chargedUnits(), rate);
    cost.seen(permit.itemLimit(), consumed / factor, items);
  }

  /** Takes back a permit whose request was throttled, and slows down. */
  synchronized void throttled(double unitsPerSecond, Answer.Permit permit) {
    long now = nanoTime.getAsLong();
    charge(-permit.chargedUnits(), unitsPerSecond * throttle.share(now));
    throttle.lower(now);
  }

  private void charge(double units, double rate) {
    if (rate > 0) {
      paidUntil += (long) (units / rate * SECOND);
    }
  }
}
