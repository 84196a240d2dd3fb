package dev.sluice.capacity;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Limits the read units of one table or index, over all reads in this application. Charges the expected cost of a page
 * when it is permitted, and corrects the charge when the page has arrived. A page waits until the pages before it are
 * paid off.
 *
 * <p>Consumption in any ten seconds is at most the limit for ten seconds, plus {@link #SAVED}, plus one page for each
 * request in flight. Each caller is charged by its own rate. If callers have different limits, those with the same
 * limit keep it together, and all of them together keep the highest.
 */
public final class ReadRateLimiter {
  /**
   * The unused time that is saved up, in nanoseconds. Without it, occasional late responses would reduce throughput.
   */
  static final long SAVED = Duration.ofMillis(250).toNanos();

  /**
   * The longest time ahead for which permits are given, in nanoseconds. A lower limit or a stop thus reaches all tasks
   * soon.
   */
  static final long AHEAD = Duration.ofSeconds(1).toNanos();

  /** The longest wait between two requests for a permit, in nanoseconds. */
  private static final long MAX_WAIT = Duration.ofSeconds(3).toNanos();

  private static final double SECOND = 1e9;

  /**
   * The limiters in this virtual machine, the driver. They are shared, so simultaneous reads of one table (a self-join,
   * several jobs in one session) keep the limit together. They are never removed: a read that begins right after
   * another must still pay for its last page, and there are no more limiters than tables.
   */
  private static final ConcurrentMap<Resource, ReadRateLimiter> ALL = new ConcurrentHashMap<>();

  private final LongSupplier nanoTime;
  private final PageCost cost = new PageCost();
  private final TableRate table;
  private long paidUntil;

  /**
   * A table or index with read capacity of its own.
   *
   * @param endpoint empty: AWS itself
   * @param table the table's ARN, which contains account and region
   * @param index a global index; empty: the table, whose capacity its local indexes share
   */
  public record Resource(String endpoint, String table, String index) {}

  /** Returns the limiter that all reads of this resource share. */
  public static ReadRateLimiter of(Resource resource) {
    return ALL.computeIfAbsent(resource, r -> new ReadRateLimiter(System::nanoTime));
  }

  /**
   * Creates a limiter.
   *
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadRateLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.table = new TableRate(nanoTime.getAsLong());
    this.paidUntil = nanoTime.getAsLong();
  }

  /**
   * Requests a permit.
   *
   * @param unitsPerSecond the caller's limit; 0: no limit
   * @param maxUnits the highest cost of the page that the caller's budget allows
   * @param factor the caller's price of a unit relative to an eventually consistent read: 1, or 2 for consistent reads
   * @param itemLimit the largest number of items wanted; 0: as many as make 1 MB
   */
  synchronized Answer ask(double unitsPerSecond, double maxUnits, int factor, int itemLimit) {
    long now = nanoTime.getAsLong();
    double rate = table.within(unitsPerSecond, now);
    paidUntil = Math.max(paidUntil, now - SAVED);
    long ahead = Math.max(0, paidUntil - now);
    if (unitsPerSecond > 0 && ahead > AHEAD) {
      return new Answer.RetryAfter(Math.min(ahead - AHEAD / 2, MAX_WAIT));
    }
    // where the table gives less, throttling shows how much: it shows that sooner with more pages
    double paced = rate < unitsPerSecond ? rate / 2 : rate;
    int limit = cost.itemLimit(paced, maxUnits, factor, itemLimit);
    double units = cost.expected(limit, factor);
    charge(units, rate);
    return new Answer.Permit(unitsPerSecond > 0 ? ahead : 0, units, limit);
  }

  /** Corrects the charge of a permit whose page has arrived. */
  synchronized void settle(
      double unitsPerSecond, Answer.Permit permit, double consumed, int factor, int items) {
    double rate = table.within(unitsPerSecond, nanoTime.getAsLong());
    table.served(consumed);
    charge(consumed - permit.chargedUnits(), rate);
    cost.seen(permit.itemLimit(), consumed / factor, items);
  }

  /** Takes back a permit whose request was throttled, and slows down if the table as a whole gives less. */
  synchronized void throttled(double unitsPerSecond, Answer.Permit permit, Throttling throttling) {
    long now = nanoTime.getAsLong();
    double rate = table.within(unitsPerSecond, now);
    charge(-permit.chargedUnits(), rate);
    long pause = table.throttled(throttling, rate, now);
    if (paidUntil > now && rate > 0) {
      // the same number of units takes longer to pay off
      paidUntil = now + (long) ((paidUntil - now) * (rate / table.within(unitsPerSecond, now)));
    }
    if (pause > 0) {
      paidUntil = Math.max(paidUntil, now) + pause;
    }
  }

  private void charge(double units, double rate) {
    if (rate > 0) {
      paidUntil += (long) (units / rate * SECOND);
    }
  }
}
