package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.RetryLog;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Removes up to a thousand objects per request. A successful response may still list objects that were not removed,
 * each with a reason.
 */
record BulkDelete(S3Client client, String bucket, RetryPolicy policy) {
  private static final Set<String> PASSING = Set.of(
      "InternalError",
      "SlowDown",
      "ServiceUnavailable",
      "RequestTimeout",
      "OperationAborted",
      "Throttling",
      "ThrottlingException");

  /**
   * Removes objects.
   *
   * @param keys at most a thousand; missing objects count as removed
   * @throws ResourceUnavailableException if an object cannot be removed, after retries
   */
  void delete(List<String> keys) {
    long begin = System.nanoTime();
    List<String> left = keys;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      List<S3Error> refused = refused(left);
      refused.stream()
          .filter(error -> !PASSING.contains(error.code()) || policy.isSpent(begin))
          .findFirst()
          .ifPresent(this::fail);
      left = refused.stream().map(S3Error::key).toList();
      if (!left.isEmpty()) {
        S3Error first = refused.get(0);
        Duration pause = policy.delay(attempt);
        RetryLog.warn("S3 bucket " + bucket, begin, pause, policy.limit(), first.code());
        policy.pause(pause);
      }
    }
  }

  private List<S3Error> refused(List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    return client
        .deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(objects).quiet(true)))
        .errors();
  }

  private void fail(S3Error error) {
    boolean passing = PASSING.contains(error.code());
    throw new ResourceUnavailableException(
        "bucket " + bucket + ": S3 does not remove " + error.key() + " (" + error.code() + ": "
            + error.message() + ")",
        passing
            ? "Check the health of S3 in this region. Once it works, start again with the same --run-id."
            : "Allow s3:DeleteObject on the bucket, or leave sluice.dataset.keep out.");
  }
}
