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
  private final Spending spending;

  /** The read units of all requests that count against one budget. Guarded by itself. */
  private static final class Spending {
    private double spent;
    private double inFlight;
    private long lastHeard;
  }

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
    this(limiter, limit, constraints, nanoTime, new Spending());
    spending.spent = spent;
    spending.lastHeard = nanoTime.getAsLong();
  }

  private ReadBudget(
      ReadRateLimiter limiter,
      LiveLimit limit,
      ReadConstraints constraints,
      LongSupplier nanoTime,
      Spending spending) {
    this.limiter = limiter;
    this.limit = limit;
    this.constraints = constraints;
    this.nanoTime = nanoTime;
    this.spending = spending;
  }

  /**
   * Returns a view of this budget for an index with read capacity of its own. What is spent there is spent here too.
   *
   * @param subject the index in messages
   */
  public ReadBudget at(ReadRateLimiter other, LiveLimit otherLimit, String subject) {
    ReadConstraints same = new ReadConstraints(
        subject,
        constraints.factor(),
        constraints.maxUnits(),
        constraints.deadline(),
        constraints.clock());
    return new ReadBudget(other, otherLimit, same, nanoTime, spending);
  }

  /** Returns the read units consumed so far, including those charged for pages that never arrived. */
  public double spent() {
    synchronized (spending) {
      return spending.spent;
    }
  }

  @Override
  public Answer ask(int itemLimit) {
    synchronized (spending) {
      if (constraints.isOver()) {
        return stop("its deadline, " + constraints.deadline());
      }
      forgetLost();
      if (spending.spent >= constraints.maxUnits()) {
        return stop(
            String.format(Locale.ROOT, "its budget of %,.0f read units", constraints.maxUnits()));
      }
      double left = constraints.maxUnits() - spending.spent - spending.inFlight;
      return left <= 0 ? new Answer.RetryAfter(SETTLING_TIME) : permit(left, itemLimit);
    }
  }

  private Answer permit(double left, int itemLimit) {
    Answer answer = limiter.ask(limit.unitsPerSecond(), left, constraints.factor(), itemLimit);
    if (answer instanceof Answer.Permit permit) {
      heard();
      spending.inFlight += permit.chargedUnits();
    }
    return answer;
  }

  @Override
  public void settle(Answer.Permit permit, double consumedUnits, int items) {
    synchronized (spending) {
      returned(permit);
      spending.spent += consumedUnits;
      limiter.settle(limit.unitsPerSecond(), permit, consumedUnits, constraints.factor(), items);
    }
  }

  @Override
  public void throttled(Answer.Permit permit, Throttling throttling) {
    synchronized (spending) {
      returned(permit);
      limiter.throttled(limit.unitsPerSecond(), permit, throttling);
    }
  }

  private void returned(Answer.Permit permit) {
    heard();
    spending.inFlight = Math.max(0, spending.inFlight - permit.chargedUnits());
  }

  private void heard() {
    spending.lastHeard = nanoTime.getAsLong();
  }

  private void forgetLost() {
    if (spending.inFlight > 0 && nanoTime.getAsLong() - spending.lastHeard > LOST_AFTER) {
      spending.spent += spending.inFlight;
      spending.inFlight = 0;
    }
  }

  private Answer.Exhausted stop(String at) {
    return new Answer.Exhausted(
        String.format(
            Locale.ROOT,
            "%s: stopped at %s, after %,.1f read units; a run resumes with the same --run-id",
            constraints.subject(),
            at,
            spending.spent),
        "A run: start again with the same --run-id; if the limit is too low, raise it under"
            + " sluice.source.capacity. Another read: raise max-units or deadline.");
  }
}
