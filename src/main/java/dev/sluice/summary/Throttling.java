package dev.sluice.summary;

import dev.sluice.failure.Unusable;
import dev.sluice.write.Patience;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Goes on where the SDK's own attempts end: a throttled call, or one that failed on DynamoDB's side, is tried again
 * after a back-off with jitter, until the patience is spent.
 *
 * @param patience from a call's first failure on
 */
record Throttling(String subject, Patience patience) {
  static Throttling of(String subject) {
    return new Throttling(subject, Patience.LONG);
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
        if (patience.isSpent(begin)) {
          throw exhausted(e);
        }
        patience.pause(attempt);
      }
    }
  }

  private Unusable exhausted(DynamoDbException last) {
    return new Unusable(
        subject + " has been refusing a write for " + patience.limit().toSeconds() + " s: "
            + last.getMessage(),
        "Raise its write capacity (or its on-demand maximum) and start again with the same --run-id.",
        last);
  }
}
