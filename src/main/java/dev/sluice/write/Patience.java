package dev.sluice.write;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How a table that takes no writes is waited for.
 *
 * @param limit from the last item that it took
 * @param backoff the pauses, by how many attempts in a row brought nothing; jittered
 */
public record Patience(Duration limit, BackoffStrategy backoff) {
  /** Ten minutes, which auto-scaling needs; pauses between nothing and 50 ms, then twice as much, up to 20 s. */
  public static final Patience LONG = new Patience(
      Duration.ofMinutes(10),
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(20)));

  /**
   * Waits before the next attempt.
   *
   * @param attempt from 1
   */
  public void pause(int attempt) {
    try {
      TimeUnit.NANOSECONDS.sleep(backoff.computeDelay(attempt).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while backing off", e);
    }
  }

  /** Whether it has lasted too long since that reading of {@link System#nanoTime}. */
  public boolean isSpent(long sinceNanoTime) {
    return System.nanoTime() - sinceNanoTime > limit.toNanos();
  }
}
