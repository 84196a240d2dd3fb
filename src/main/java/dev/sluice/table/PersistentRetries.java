package dev.sluice.table;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The SDK's standard retries, limited by time instead of attempts (a few attempts are always made), and logged if they
 * take long. An endpoint that has never answered this virtual machine fails within seconds: it likely does not exist.
 */
final class PersistentRetries implements RetryStrategy {
  /** Attempts at an endpoint that has never answered. */
  private static final int FEW_ATTEMPTS = 6;

  private static final Duration UNANSWERED = Duration.ofSeconds(10);
  /** The endpoints that have ever answered, even with an error or an incomplete answer. */
  private static final Set<String> ANSWERING = ConcurrentHashMap.newKeySet();

  private final String service;
  private final RetryPolicy policy;
  private final StandardRetryStrategy standard;

  /**
   * Creates the retries of one client.
   *
   * @param service the service with its endpoint, for messages
   * @param standard decides which failures are retried, and the pauses
   */
  PersistentRetries(String service, RetryPolicy policy, StandardRetryStrategy standard) {
    this.service = service;
    this.policy = policy;
    this.standard = standard;
  }

  /**
   * A request's attempts so far.
   *
   * @param begin start of the first attempt, as a reading of {@link System#nanoTime}
   */
  private record Attempts(RetryToken standard, long begin, int made) implements RetryToken {
    Duration lasted() {
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    AcquireInitialTokenResponse first = standard.acquireInitialToken(request);
    return AcquireInitialTokenResponse.create(
        new Attempts(first.token(), System.nanoTime(), 1), first.delay());
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    Attempts attempts = (Attempts) request.token();
    Throwable failure = request.failure();
    if (!AwsFailures.isNobodyThere(failure)) {
      ANSWERING.add(service);
    }
    RefreshRetryTokenResponse next = next(request, attempts);
    if (isOver(attempts, failure, next.delay())) {
      throw new TokenAcquisitionFailedException(
          "not served within " + policy.limit().toSeconds() + " s", attempts, failure);
    }
    RetryLog.warn(
        service, attempts.begin, next.delay(), policy.limit(), AwsFailures.reason(failure));
    return RefreshRetryTokenResponse.create(
        new Attempts(next.token(), attempts.begin, attempts.made + 1), next.delay());
  }

  private RefreshRetryTokenResponse next(RefreshRetryTokenRequest request, Attempts attempts) {
    try {
      return standard.refreshRetryToken(
          request.toBuilder().token(attempts.standard).build());
    } catch (TokenAcquisitionFailedException e) {
      throw new TokenAcquisitionFailedException(String.valueOf(e.getMessage()), attempts, e);
    }
  }

  private boolean isOver(Attempts attempts, Throwable failure, Duration delay) {
    Duration lasted = attempts.lasted();
    boolean few = attempts.made >= FEW_ATTEMPTS;
    if (few && AwsFailures.isGarbled(failure)) {
      return true;
    }
    boolean nobody = few || lasted.compareTo(UNANSWERED) > 0;
    return (nobody && !ANSWERING.contains(service))
        // attempts at a page also wait for read units, which may take longer than the limit
        || (few && lasted.plus(delay).compareTo(policy.limit()) > 0);
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    ANSWERING.add(service);
    Attempts attempts = (Attempts) request.token();
    standard.recordSuccess(RecordSuccessRequest.create(attempts.standard));
    return RecordSuccessResponse.create(attempts);
  }

  @Override
  public int maxAttempts() {
    return standard.maxAttempts();
  }

  @Override
  public boolean useClientDefaults() {
    return false;
  }

  /** Returns the builder of the standard strategy: the SDK uses it only to add defaults that are set already. */
  @Override
  public Builder<?, ?> toBuilder() {
    return standard.toBuilder();
  }
}
