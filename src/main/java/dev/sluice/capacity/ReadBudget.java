package dev.sluice.capacity;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What one read of a table may take of its {@link ReadRateLimiter}: so much a second, so much in all, and until then. */
public final class ReadBudget implements CapacityBroker {
  /** Where a budget is all but charged, those in flight are waited for: they may have cost less. */
  private static final long BUDGET_SETTLES = Duration.ofMillis(100).toNanos();

  /** What is in flight and has not been heard of for so long was with an executor that is lost: it counts as spent. */
  private static final long LOST = Duration.ofMinutes(2).toNanos();

  private final ReadRateLimiter allowance;
  private final LiveLimit limit;
  private final ReadConstraints terms;
  private final LongSupplier nanoTime;
  private double spent;
  private double inFlight;
  private long lastHeard;

  /**
   * @param allowance of the table or index, which other reads share
   * @param limit this read's own
   * @param spent units that count as consumed already
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadBudget(
      ReadRateLimiter allowance,
      LiveLimit limit,
      ReadConstraints terms,
      double spent,
      LongSupplier nanoTime) {
    this.allowance = allowance;
    this.limit = limit;
    this.terms = terms;
    this.spent = spent;
    this.nanoTime = nanoTime;
    this.lastHeard = nanoTime.getAsLong();
  }

  /** Units consumed so far, and those that were charged for pages that never came. */
  public synchronized double spent() {
    return spent;
  }

  @Override
  public synchronized Answer ask(int itemLimit) {
    if (terms.isOver()) {
      return stop("its deadline, " + terms.deadline());
    }
    forgetLost();
    if (spent >= terms.maxUnits()) {
      return stop(String.format(Locale.ROOT, "its budget of %,.0f read units", terms.maxUnits()));
    }
    double left = terms.maxUnits() - spent - inFlight;
    if (left <= 0) {
      return new Answer.RetryAfter(BUDGET_SETTLES);
    }
    Answer answer = allowance.ask(limit.unitsPerSecond(), left, terms.factor(), itemLimit);
    if (answer instanceof Answer.Permit leave) {
      heard();
      inFlight += leave.chargedUnits();
    }
    return answer;
  }

  @Override
  public synchronized void settle(Answer.Permit leave, double consumedUnits, int items) {
    returned(leave);
    spent += consumedUnits;
    allowance.settle(limit.unitsPerSecond(), leave, consumedUnits, terms.factor(), items);
  }

  @Override
  public synchronized void throttled(Answer.Permit leave) {
    returned(leave);
    allowance.throttled(limit.unitsPerSecond(), leave);
  }

  private void returned(Answer.Permit leave) {
    heard();
    inFlight = Math.max(0, inFlight - leave.chargedUnits());
  }

  private void heard() {
    lastHeard = nanoTime.getAsLong();
  }

  private void forgetLost() {
    if (inFlight > 0 && nanoTime.getAsLong() - lastHeard > LOST) {
      spent += inFlight;
      inFlight = 0;
    }
  }

  private Answer.Exhausted stop(String at) {
    return new Answer.Exhausted(
        String.format(
            Locale.ROOT,
            "%s: stopped at %s, after %,.1f read units; the same --run-id resumes",
            terms.subject(),
            at,
            spent),
        "Start again with the same --run-id, and where it is too low, raise what stopped it under"
            + " sluice.source.capacity.");
  }
}
