package dev.sluice.table;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The time limit and the pauses of a request's retries.
 *
 * @param limit limit from the first attempt on; except for {@link #BRIEF}, a few attempts are made however long each
 *     takes
 * @param attempts limit of attempts, the first included
 * @param timeout limit for a connection, and for each part of an answer
 * @param backoff the pauses, by the number of failed attempts in a row; with jitter
 * @param throttled the pauses if the service throttles
 */
public record RetryPolicy(
    Duration limit,
    int attempts,
    Duration timeout,
    BackoffStrategy backoff,
    BackoffStrategy throttled) {
  private static final int ANY_NUMBER = 10_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SLOWEST = Duration.ofSeconds(20);

  /** Five minutes: services need this to recover, or to spread a load over more partitions. */
  public static final RetryPolicy PATIENT = lasting(Duration.ofMinutes(5));

  /** Ten minutes: auto-scaling of a table's write capacity needs this. */
  public static final RetryPolicy SCALING = lasting(Duration.ofMinutes(10));

  /** Two attempts of five seconds, for calls that are repeated soon anyway or must not delay the caller. */
  public static final RetryPolicy BRIEF = new RetryPolicy(
      Duration.ofSeconds(10),
      2,
      SHORT_TIMEOUT,
      PATIENT.backoff(),
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1)));

  /** Returns whether the limit ends the whole call, even while it waits for the network. */
  boolean isBrief() {
    return attempts < ANY_NUMBER;
  }

  /**
   * Returns a policy with any number of attempts; pauses begin at up to 50 ms (1 s if throttled) and double, up to
   * 20 s.
   */
  public static RetryPolicy lasting(Duration limit) {
    return new RetryPolicy(
        limit,
        ANY_NUMBER,
        limit.compareTo(TIMEOUT) < 0 ? SHORT_TIMEOUT : TIMEOUT,
        BackoffStrategy.exponentialDelay(Duration.ofMillis(50), SLOWEST),
        BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), SLOWEST));
  }

  /** Returns the same limit with other pauses. */
  public RetryPolicy pausing(BackoffStrategy pauses) {
    return new RetryPolicy(limit, attempts, timeout, pauses, pauses);
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @param attempt from 1
   */
  public Duration delay(int attempt) {
    return backoff.computeDelay(attempt);
  }

  /** Waits, for callers outside an SDK client. */
  public void pause(Duration delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while backing off", e);
    }
  }

  /** Returns whether the limit has passed since a reading of {@link System#nanoTime}. */
  public boolean isSpent(long sinceNanoTime) {
    return System.nanoTime() - sinceNanoTime > limit.toNanos();
  }
}
