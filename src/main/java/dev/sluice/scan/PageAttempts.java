package dev.sluice.scan;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.PagePermits;
import dev.sluice.failure.Rethrow;
import dev.sluice.table.AwsFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request for one page, with the SDK's retries of it: each attempt takes its own turn, since each may consume. One
 * thread's own.
 */
final class PageAttempts implements AutoCloseable {
  private final PagePermits turns;
  private final int itemLimit;
  /** Those of attempts that DynamoDB answered, but the answer was damaged on its way. */
  private final List<Answer.Permit> damaged = new ArrayList<>();

  private Answer.@Nullable Permit leave;
  private int sent;
  private int throttled;
  private long waitedNanos;
  private boolean answered;
  private @Nullable Throwable refusal;

  /** Waits for the first attempt's turn: before the request is signed, so that it may take long. */
  PageAttempts(PagePermits turns, int itemLimit) {
    this.turns = turns;
    Answer.Permit first = awaited(itemLimit);
    this.leave = first;
    this.itemLimit = first.itemLimit();
  }

  /** How many items to ask for; 0: as many as make 1 MB. */
  int itemLimit() {
    return itemLimit;
  }

  /** Runs the SDK's call; what kept an attempt from its turn is not the SDK's to explain. */
  <T> T translated(String subject, Supplier<T> call) {
    try {
      return AwsFailures.translated(subject, call);
    } catch (RuntimeException | Error e) {
      throw Rethrow.unchecked(refusal == null ? e : refusal);
    }
  }

  /** An attempt is about to be sent. */
  void sending() {
    if (sent > 0) {
      again();
    }
    sent++;
    answered = false;
  }

  private void again() {
    endFailed();
    try {
      leave = awaited(itemLimit);
    } catch (Throwable e) {
      refusal = e;
      throw e;
    }
  }

  private Answer.Permit awaited(int items) {
    long begin = System.nanoTime();
    Answer.Permit turn = turns.await(items);
    waitedNanos += System.nanoTime() - begin;
    return turn;
  }

  /** What all attempts so far have taken. */
  FetchStats effort() {
    return new FetchStats(Math.max(0, sent - 1), throttled, waitedNanos);
  }

  /** DynamoDB has begun to answer with a page. */
  void answering() {
    answered = true;
  }

  /** DynamoDB has answered that it throttles. */
  void throttled() {
    throttled++;
    if (leave != null) {
      turns.throttled(leave);
      leave = null;
    }
  }

  /**
   * The page has come.
   *
   * @return what it has cost with the attempts before it: the same page costs the same again
   */
  double succeeded(double units, int items) {
    double all = units * (1 + damaged.size());
    damaged.forEach(attempt -> turns.settle(attempt, units, items));
    damaged.clear();
    if (leave != null) {
      turns.settle(leave, units, items);
      leave = null;
    }
    return all;
  }

  /** What is not settled now was charged for what may have been consumed: the charge stays. */
  @Override
  public void close() {
    endFailed();
    damaged.forEach(this::leaveCharged);
  }

  private void endFailed() {
    if (leave != null) {
      if (answered) {
        damaged.add(leave);
      } else {
        leaveCharged(leave);
      }
      leave = null;
    }
  }

  private void leaveCharged(Answer.Permit attempt) {
    turns.settle(attempt, attempt.chargedUnits(), 0);
  }
}
