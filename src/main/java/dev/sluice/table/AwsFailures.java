package dev.sluice.table;

import dev.sluice.failure.SluiceException;
import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/** What the SDK's exceptions mean to a user. */
public final class AwsFailures {
  private static final Set<String> DENIED = Set.of(
      "AccessDeniedException", "AccessDenied", "AllAccessDisabled", "KMSAccessDeniedException");
  private static final Set<String> BAD_CREDENTIALS = Set.of(
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "InvalidAccessKeyId",
      "SignatureDoesNotMatch",
      "InvalidSignatureException",
      "MissingAuthenticationTokenException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredTokenException", "ExpiredToken", "RequestExpired", "TokenRefreshRequired");
  private static final Set<String> MISSING =
      Set.of("ResourceNotFoundException", "NoSuchBucket", "TableNotFoundException", "NotFound");
  private static final Set<String> ELSEWHERE = Set.of(
      "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
  private static final Set<String> THROTTLED = Set.of(
      "ProvisionedThroughputExceededException",
      "ThrottlingException",
      "RequestLimitExceeded",
      "SlowDown");

  private AwsFailures() {}

  /** Runs the call; an SDK exception that a user can do something about leaves as {@link Unusable}. */
  public static <T> T translated(String subject, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(subject, e);
    }
  }

  /**
   * The exception to throw instead.
   *
   * @param subject what was used, as a user calls it: {@code table InferenceMetadata}
   */
  public static RuntimeException translate(String subject, SdkException failure) {
    SluiceException known = failure instanceof AwsServiceException service
        ? ofService(subject, service)
        : failure instanceof SdkClientException client ? ofClient(subject, client) : null;
    return known == null ? failure : known;
  }

  /** Whether the caller's rights do not suffice. */
  public static boolean isDenied(AwsServiceException failure) {
    return DENIED.contains(code(failure));
  }

  private static @Nullable Unusable ofService(String subject, AwsServiceException failure) {
    String code = code(failure);
    if (MISSING.contains(code) || (code.isEmpty() && failure.statusCode() == 404)) {
      return new Unusable(
          subject + " does not exist in this account and region",
          "Check the name, sluice.aws.region and the credentials' account.",
          failure);
    }
    if (DENIED.contains(code) || (code.isEmpty() && failure.statusCode() == 403)) {
      return new Unusable(
          subject + ": access denied: " + reason(failure),
          "Grant what `sluice init` prints to this role.",
          failure);
    }
    if (BAD_CREDENTIALS.contains(code)) {
      return new Unusable(
          subject + ": the credentials are not accepted (" + code + ")",
          "Check AWS_PROFILE or the access key.",
          failure);
    }
    if (EXPIRED.contains(code)) {
      return new Unusable(
          subject + ": the credentials have expired", "Renew them and start again.", failure);
    }
    if (ELSEWHERE.contains(code) || failure.statusCode() == 301) {
      return new Unusable(
          subject + " is in another region", "Set sluice.aws.region to the one it is in.", failure);
    }
    if (THROTTLED.contains(code)) {
      return new Unusable(
          subject + ": still throttled after all retries",
          "Lower sluice.source.capacity, or raise the table's own.",
          failure);
    }
    return null;
  }

  private static @Nullable Unusable ofClient(String subject, SdkClientException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return new Unusable(
          "no AWS credentials found to use " + subject,
          "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (any value does for a local endpoint).",
          failure);
    }
    if (message.contains("Unable to load region") || message.contains("Unable to find a region")) {
      return new Unusable(
          "no AWS region is set to use " + subject,
          "Set sluice.aws.region or AWS_REGION.",
          failure);
    }
    if (isOutOfReach(failure)) {
      return new Unusable(
          subject + ": the endpoint cannot be reached (" + rootMessage(failure) + ")",
          "Check sluice.aws.region, the endpoints under sluice.aws, and the network.",
          failure);
    }
    return null;
  }

  /** An answer that cannot be parsed is an IOException to the SDK too, but it came from somewhere. */
  private static boolean isOutOfReach(Throwable failure) {
    boolean reading = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException) {
        return false;
      }
      reading |= cause instanceof IOException;
    }
    return reading;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static String code(AwsServiceException failure) {
    return failure.awsErrorDetails() == null || failure.awsErrorDetails().errorCode() == null
        ? ""
        : failure.awsErrorDetails().errorCode();
  }

  private static String reason(AwsServiceException failure) {
    return failure.awsErrorDetails() == null
        ? String.valueOf(failure.statusCode())
        : String.valueOf(failure.awsErrorDetails().errorMessage());
  }
}
