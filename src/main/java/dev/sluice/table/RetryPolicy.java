package dev.sluice.table;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The time limit and the pauses of a request's retries.
 *
 * @param limit from the first attempt on; but for {@link #BRIEF}, a few attempts are made however long each takes
 * @param attempts at most, the first included
 * @param timeout for a connection, and for each next piece of an answer
 * @param backoff the pauses, by how many attempts in a row were in vain; jittered
 * @param throttled likewise where the service asks to slow down
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

  /** Five minutes: what services take to recover, or to spread a load over more partitions. */
  public static final RetryPolicy PATIENT = lasting(Duration.ofMinutes(5));

  /** Ten minutes, which auto-scaling of a table's write capacity needs. */
  public static final RetryPolicy SCALING = lasting(Duration.ofMinutes(10));

  /** Two attempts of five seconds, for what is repeated soon anyway or must not keep its caller. */
  public static final RetryPolicy BRIEF = new RetryPolicy(
      Duration.ofSeconds(10),
      2,
      SHORT_TIMEOUT,
      PATIENT.backoff(),
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(1)));

  /** Tells whether the limit ends the whole call, even while it waits for the network. */
  boolean isBrief() {
    return attempts < ANY_NUMBER;
  }

  /** Any number of attempts; pauses up to 50 ms (500 ms where throttled), then twice as much, up to 20 s. */
  public static RetryPolicy lasting(Duration limit) {
    return new RetryPolicy(
        limit,
        ANY_NUMBER,
        limit.compareTo(TIMEOUT) < 0 ? SHORT_TIMEOUT : TIMEOUT,
        BackoffStrategy.exponentialDelay(Duration.ofMillis(50), SLOWEST),
        BackoffStrategy.exponentialDelay(Duration.ofMillis(500), SLOWEST));
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

  /** Waits, where no client of the SDK does so itself. */
  public void pause(Duration delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while backing off", e);
    }
  }

  /** Tells whether the limit has passed since a reading of {@link System#nanoTime}. */
  public boolean isSpent(long sinceNanoTime) {
    return System.nanoTime() - sinceNanoTime > limit.toNanos();
  }
}
