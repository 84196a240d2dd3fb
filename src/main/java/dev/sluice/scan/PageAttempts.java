package dev.sluice.scan;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.PagePermits;
import dev.sluice.capacity.Throttling;
import dev.sluice.failure.Rethrow;
import dev.sluice.item.RequestStats;
import dev.sluice.table.AwsFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request for one page, including the SDK's retries. Each attempt needs its own permit, because each may consume
 * read units. Not thread-safe.
 */
final class PageAttempts implements AutoCloseable {
  private final PagePermits permits;
  private final SegmentBackoff backoff;
  private final int itemLimit;
  /** The permits of attempts whose responses were damaged on the way. */
  private final List<Answer.Permit> damaged = new ArrayList<>();

  private Answer.@Nullable Permit permit;
  private int sent;
  private int throttled;
  private long throttledAt;
  private long waitedNanos;
  private boolean answered;
  private @Nullable Throwable refusal;

  /**
   * Waits for the segment's pause and the first attempt's permit. Must be called before the request is signed, because
   * the wait may be long.
   */
  PageAttempts(PagePermits permits, int itemLimit, SegmentBackoff backoff) {
    this.permits = permits;
    this.backoff = backoff;
    long begin = System.nanoTime();
    permits.pause(backoff.nanos());
    waitedNanos = System.nanoTime() - begin;
    Answer.Permit first = awaited(itemLimit);
    this.permit = first;
    this.itemLimit = first.itemLimit();
  }

  /** Returns the number of items to request; 0: as many as make 1 MB. */
  int itemLimit() {
    return itemLimit;
  }

  /** Runs the SDK's call. If an attempt got no permit, throws the reason instead of the SDK's error. */
  <T> T translated(String subject, Supplier<T> call) {
    try {
      return AwsFailures.translated(subject, call);
    } catch (RuntimeException | Error e) {
      throw Rethrow.unchecked(refusal == null ? e : refusal);
    }
  }

  /** Records that an attempt is about to be sent. Waits for its permit if it is a retry. */
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
      permit = awaited(itemLimit);
    } catch (Throwable e) {
      refusal = e;
      throw e;
    }
  }

  private Answer.Permit awaited(int items) {
    long begin = System.nanoTime();
    Answer.Permit awaited = permits.await(items);
    waitedNanos += System.nanoTime() - begin;
    return awaited;
  }

  /** Returns the statistics of all attempts at the page, which has come. */
  RequestStats stats() {
    return new RequestStats(1, Math.max(0, sent - 1), throttled, Duration.ofNanos(waitedNanos));
  }

  /** Records that DynamoDB has begun to respond with a page. */
  void answering() {
    answered = true;
  }

  /** Records that DynamoDB has throttled the attempt. */
  void throttled(Throttling throttling) {
    boolean first = throttled++ == 0;
    throttledAt = first ? System.nanoTime() : throttledAt;
    if (permit != null) {
      permits.throttled(permit, first ? throttling : Throttling.REPEATED);
      permit = null;
    }
  }

  /**
   * Settles the permits after the page has arrived.
   *
   * @return the cost of the page and of the attempts before it; each of them cost the same
   */
  double succeeded(double units, int items) {
    backoff.served(throttled == 0 ? 0 : System.nanoTime() - throttledAt);
    double all = units * (1 + damaged.size());
    damaged.forEach(attempt -> permits.settle(attempt, units, items));
    damaged.clear();
    if (permit != null) {
      permits.settle(permit, units, items);
      permit = null;
    }
    return all;
  }

  /** Keeps the charge of unsettled permits, because their requests may have consumed read units. */
  @Override
  public void close() {
    endFailed();
    damaged.forEach(this::keepCharge);
  }

  private void endFailed() {
    if (permit != null) {
      if (answered) {
        damaged.add(permit);
      } else {
        keepCharge(permit);
      }
      permit = null;
    }
  }

  private void keepCharge(Answer.Permit attempt) {
    permits.settle(attempt, attempt.chargedUnits(), 0);
  }
}
