package dev.sluice.capacity;

import java.time.Duration;

/**
 * The rate that a table gives, as its throttling shows. It may be less than a read's limit, because others use the
 * table too. Guarded by its owner's lock.
 *
 * <p>The rate follows the curve of CUBIC (RFC 9438). After throttling it begins a little below the ceiling, the rate at
 * which the throttling began, comes near it soon, stays there long, and then rises ever faster to find out whether the
 * table gives more. The ceiling is found in two ways:
 *
 * <ul>
 *   <li>Many throttled pages ({@link ThrottledRun}): what the table gave meanwhile. (BBR measures token buckets on a
 *       network in this way.)
 *   <li>A single one: the rate at which it came. But where pages are throttled well below the ceiling too, the rate is
 *       not the reason: a hot partition is. Its segments slow down by themselves, and the rate goes back to the ceiling.
 * </ul>
 */
final class TableRate {
  /** The part of the ceiling with which the rate begins. */
  private static final double BEGIN = 0.85;

  /** The time after which the rate is back at the ceiling. */
  private static final double PLATEAU_SECONDS = 30;

  /** The speed at which the rate leaves the ceiling, relative to that at which it came near. */
  private static final double STEEPNESS = 1.5;

  /** The part of the ceiling below which a throttled page is not due to the rate. */
  private static final double NEAR = 0.95;

  /** The pages after which throttling well below the ceiling is forgotten. */
  private static final int REMEMBERED_PAGES = 100;

  /** The time within which throttled pages are those of requests that were permitted at the previous rate. */
  private static final double SETTLING_SECONDS = 1.5;

  /** The time without permits after the rate was lowered, in nanoseconds. */
  private static final long DRAIN = Duration.ofMillis(500).toNanos();

  /** The smallest part of a rate that is left of it after one run of throttled pages. */
  private static final double MIN_PART = 0.25;

  /** The part of the limit that is always tried, so that the rate recovers soon after an outage. */
  private static final double MIN_SHARE = 0.02;

  private final ThrottledRun run = new ThrottledRun();
  private double served;
  private double ceiling = Double.POSITIVE_INFINITY;
  private Consumption lowered;
  /** The part of the plateau that is left out. */
  private double skippedSeconds;

  /** The number of further pages for which a hot partition is taken for the reason of single throttled pages. */
  private int pagesWithHotPartition;

  /** @param now the instant, of a clock like {@link System#nanoTime} */
  TableRate(long now) {
    this.lowered = new Consumption(now, 0);
  }

  /** Returns the rate in read units a second, at most the limit. */
  double within(double limit, long now) {
    double fromCeiling = (at(now).secondsSince(lowered) + skippedSeconds) / PLATEAU_SECONDS - 1;
    double x = fromCeiling > 0 ? fromCeiling * STEEPNESS : fromCeiling;
    double rate = ceiling * (1 + (1 - BEGIN) * x * x * x);
    return Math.min(limit, Math.max(MIN_SHARE * limit, rate));
  }

  /** Records a page. */
  void served(double units) {
    served += units;
    pagesWithHotPartition = Math.max(0, pagesWithHotPartition - 1);
    run.served();
  }

  /**
   * Records a throttled attempt. Lowers the rate if the table as a whole is the reason.
   *
   * @param rate the rate in force
   * @return the time for which no page shall be permitted, in nanoseconds
   */
  long throttled(Throttling throttling, double rate, long nanoTime) {
    Consumption before = lowered;
    weigh(throttling, rate, at(nanoTime));
    return lowered.equals(before) ? 0 : DRAIN;
  }

  private void weigh(Throttling throttling, double rate, Consumption now) {
    boolean settling =
        ceiling < Double.POSITIVE_INFINITY && now.secondsSince(lowered) < SETTLING_SECONDS;
    boolean first = !run.isOpen();
    if (throttling == Throttling.REPEATED || (first && settling)) {
      return;
    }
    run.throttled(now);
    double measured = run.measured(now);
    if (measured > 0) {
      run.end();
      pagesWithHotPartition = 0;
      lower(Math.max(MIN_PART * rate, Math.min(rate, measured)), now);
    } else if (!settling && (first || throttling == Throttling.TABLE)) {
      throttledAlone(throttling, rate, now);
    }
  }

  private void throttledAlone(Throttling throttling, double rate, Consumption now) {
    if (throttling != Throttling.TABLE && isOfHotPartition(throttling, rate)) {
      pagesWithHotPartition = REMEMBERED_PAGES;
      // the rate does not help, so it need not stay low
      skippedSeconds = Math.max(skippedSeconds, PLATEAU_SECONDS - now.secondsSince(lowered));
    } else {
      lower(found(rate, now), now);
    }
  }

  private boolean isOfHotPartition(Throttling throttling, double rate) {
    boolean wellBelow = ceiling < Double.POSITIVE_INFINITY && rate < NEAR * ceiling;
    return throttling == Throttling.KEY_RANGE || pagesWithHotPartition > 0 || wellBelow;
  }

  /**
   * Returns the ceiling that a single throttled page shows. Above the previous ceiling the table first gives what it had
   * saved up, so the truth is between the rate and what was consumed on the way to it.
   */
  private double found(double rate, Consumption now) {
    return rate > ceiling ? (rate + Math.min(rate, now.rateSince(lowered))) / 2 : rate;
  }

  private void lower(double to, Consumption now) {
    ceiling = to;
    lowered = now;
    skippedSeconds = 0;
  }

  private Consumption at(long now) {
    return new Consumption(now, served);
  }
}
