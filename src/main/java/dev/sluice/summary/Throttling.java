package dev.sluice.summary;

import dev.sluice.failure.Unusable;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Goes on where the SDK's own attempts end: a throttled call, or one that failed on DynamoDB's side, is tried again
 * after a back-off with jitter, until the patience is spent.
 *
 * @param patience from a call's first failure on
 */
record Throttling(String subject, Duration patience, BackoffStrategy backoff) {
  /** Ten minutes, from 250 ms to 20 s apart. */
  static Throttling of(String subject) {
    return new Throttling(
        subject,
        Duration.ofMinutes(10),
        BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(20)));
  }

  <T> T persist(Supplier<T> call) {
    long begin = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (DynamoDbException e) {
        if (!e.isThrottlingException() && e.statusCode() < 500) {
          throw e;
        }
        if (System.nanoTime() - begin > patience.toNanos()) {
          throw exhausted(e);
        }
        pause(backoff.computeDelay(attempt));
      }
    }
  }

  private Unusable exhausted(DynamoDbException last) {
    return new Unusable(
        subject + " has been refusing a write for " + patience.toSeconds() + " s: "
            + last.getMessage(),
        "Raise its write capacity (or its on-demand maximum) and start again with the same --run-id.",
        last);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while backing off", e);
    }
  }
}
