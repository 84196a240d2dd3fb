package dev.sluice.capacity;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The limits of one read, kept on the driver: a rate shared with other reads of the table, a budget, and a deadline.
 */
public final class ReadBudget implements CapacityBroker {
  /**
   * The wait for pages in flight when almost the whole budget is charged, in nanoseconds. The pages may have cost less.
   */
  private static final long SETTLING_TIME = Duration.ofMillis(100).toNanos();

  /** The time after which unsettled pages in flight count as spent, in nanoseconds. They were on a lost executor. */
  private static final long LOST_AFTER = Duration.ofMinutes(2).toNanos();

  private final ReadRateLimiter limiter;
  private final LiveLimit limit;
  private final ReadConstraints constraints;
  private final LongSupplier nanoTime;
  private double spent;
  private double inFlight;
  private long lastHeard;

  /**
   * @param limiter the limiter of the table or index, shared with other reads
   * @param limit this read's own limit
   * @param spent read units that already count as consumed
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadBudget(
      ReadRateLimiter limiter,
      LiveLimit limit,
      ReadConstraints constraints,
      double spent,
      LongSupplier nanoTime) {
    this.limiter = limiter;
    this.limit = limit;
    this.constraints = constraints;
    this.spent = spent;
    this.nanoTime = nanoTime;
    this.lastHeard = nanoTime.getAsLong();
  }

  /** Returns the read units consumed so far, including those charged for pages that never arrived. */
  public synchronized double spent() {
    return spent;
  }

  @Override
  public synchronized Answer ask(int itemLimit) {
    if (constraints.isOver()) {
      return stop("its deadline, " + constraints.deadline());
    }
    forgetLost();
    if (spent >= constraints.maxUnits()) {
      return stop(
          String.format(Locale.ROOT, "its budget of %,.0f read units", constraints.maxUnits()));
    }
    double left = constraints.maxUnits() - spent - inFlight;
    if (left <= 0) {
      return new Answer.RetryAfter(SETTLING_TIME);
    }
    Answer answer = limiter.ask(limit.unitsPerSecond(), left, constraints.factor(), itemLimit);
    if (answer instanceof Answer.Permit permit) {
      heard();
      inFlight += permit.chargedUnits();
    }
    return answer;
  }

  @Override
  public synchronized void settle(Answer.Permit permit, double consumedUnits, int items) {
    returned(permit);
    spent += consumedUnits;
    limiter.settle(limit.unitsPerSecond(), permit, consumedUnits, constraints.factor(), items);
  }

  @Override
  public synchronized void throttled(Answer.Permit permit, Throttling throttling) {
    returned(permit);
    limiter.throttled(limit.unitsPerSecond(), permit, throttling);
  }

  private void returned(Answer.Permit permit) {
    heard();
    inFlight = Math.max(0, inFlight - permit.chargedUnits());
  }

  private void heard() {
    lastHeard = nanoTime.getAsLong();
  }

  private void forgetLost() {
    if (inFlight > 0 && nanoTime.getAsLong() - lastHeard > LOST_AFTER) {
      spent += inFlight;
      inFlight = 0;
    }
  }

  private Answer.Exhausted stop(String at) {
    return new Answer.Exhausted(
        String.format(
            Locale.ROOT,
            "%s: stopped at %s, after %,.1f read units; the same --run-id resumes",
            constraints.subject(),
            at,
            spent),
        "Start again with the same --run-id. If the limit is too low, raise it under"
            + " sluice.source.capacity.");
  }
}
