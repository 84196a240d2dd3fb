package dev.sluice.table;

import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/** Translates the SDK's exceptions into messages for users. */
public final class AwsFailures {
  /** S3's status for two concurrent writers; it asks for a retry. */
  private static final int CONFLICT = 409;

  private static final int NOT_IMPLEMENTED = 501;

  /** Limit of a service's message, in code points. */
  private static final int MAX_ANSWER = 500;

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
  private static final String SLOW_DOWN = "SlowDown";

  private AwsFailures() {}

  /** Calls DynamoDB; an SDK exception that a user can fix becomes a {@link ResourceUnavailableException}. */
  public static <T> T translated(String subject, Supplier<T> call) {
    return translated(AwsService.DYNAMO_DB, subject, call);
  }

  /** Calls any service, with the same translation. */
  public static <T> T translated(AwsService service, String subject, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(service, subject, e);
    }
  }

  /**
   * Returns the exception to throw in place of DynamoDB's.
   *
   * @param subject the name of the resource for users: {@code table InferenceMetadata}
   */
  public static RuntimeException translate(String subject, SdkException failure) {
    return translate(AwsService.DYNAMO_DB, subject, failure);
  }

  /** Returns the exception to throw in place of any service's. */
  public static RuntimeException translate(
      AwsService service, String subject, SdkException failure) {
    SluiceException known = failure instanceof AwsServiceException error
        ? ofService(service, subject, error)
        : failure instanceof SdkClientException client ? ofClient(service, subject, client) : null;
    return known == null ? failure : known;
  }

  /** Returns whether the service throttled the request. */
  public static boolean isThrottled(SdkException failure) {
    return failure instanceof AwsServiceException error
        && (error.isThrottlingException() || SLOW_DOWN.equals(code(error)));
  }

  /** Returns the reason, for a log. */
  static String reason(Throwable failure) {
    return failure instanceof AwsServiceException error ? answer(error) : rootMessage(failure);
  }

  /** Returns whether a failure, translated or not, is that a table or bucket does not exist. */
  public static boolean isMissing(Throwable failure) {
    Throwable cause = failure instanceof ResourceUnavailableException ? failure.getCause() : failure;
    return cause instanceof AwsServiceException error && MISSING.contains(code(error));
  }

  /** Returns whether the caller lacks a permission. */
  public static boolean isDenied(AwsServiceException failure) {
    return DENIED.contains(code(failure));
  }

  private static @Nullable ResourceUnavailableException ofService(
      AwsService service, String subject, AwsServiceException failure) {
    String code = code(failure);
    if (MISSING.contains(code) || (code.isEmpty() && failure.statusCode() == 404)) {
      return new ResourceUnavailableException(
          subject + " does not exist in this account and region",
          "Check the name, sluice.aws.region and the credentials' account.",
          failure);
    }
    if (DENIED.contains(code) || (code.isEmpty() && failure.statusCode() == 403)) {
      return new ResourceUnavailableException(
          subject + ": access denied: " + said(failure),
          "Grant what `sluice init` prints to this role.",
          failure);
    }
    if (BAD_CREDENTIALS.contains(code)) {
      return new ResourceUnavailableException(
          subject + ": the credentials are not accepted (" + code + ")",
          "Check AWS_PROFILE or the access key.",
          failure);
    }
    if (EXPIRED.contains(code)) {
      return new ResourceUnavailableException(
          subject + ": the credentials have expired", "Renew them and start again.", failure);
    }
    if (ELSEWHERE.contains(code) || failure.statusCode() == 301) {
      return new ResourceUnavailableException(
          subject + " is in another region", "Set sluice.aws.region to the one it is in.", failure);
    }
    return ofLoad(service, subject, failure);
  }

  /** Translates failures that are often transient, after the retries have failed. */
  private static @Nullable ResourceUnavailableException ofLoad(
      AwsService service, String subject, AwsServiceException failure) {
    if (isThrottled(failure)) {
      return new ResourceUnavailableException(
          subject + ": still throttled by " + service + " after all retries: " + answer(failure),
          service.slowingDown(),
          failure);
    }
    if (failure.statusCode() == NOT_IMPLEMENTED) {
      return new ResourceUnavailableException(
          subject + ": " + service + " does not know this request: " + answer(failure),
          "Use an endpoint that has all of " + service + ", conditional writes included.",
          failure);
    }
    if (failure.statusCode() >= 500 || failure.statusCode() == CONFLICT) {
      return new ResourceUnavailableException(
          subject + ": " + service + " still fails after all retries: " + answer(failure),
          "See the health of " + service
              + " in this region; once it serves, start again with the same --run-id.",
          failure);
    }
    return isGarbled(failure) ? garbled(service, subject, failure) : null;
  }

  private static ResourceUnavailableException garbled(
      AwsService service, String subject, SdkException failure) {
    return new ResourceUnavailableException(
        subject + ": the answer is not from " + service + ", or it was damaged in transit ("
            + reason(failure) + ")",
        "Check the endpoints under sluice.aws, and any proxy between them and this machine.",
        failure);
  }

  private static @Nullable ResourceUnavailableException ofClient(
      AwsService service, String subject, SdkClientException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return new ResourceUnavailableException(
          "no AWS credentials found to use " + subject,
          "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (any value does for a local endpoint).",
          failure);
    }
    if (message.contains("Unable to load region") || message.contains("Unable to find a region")) {
      return new ResourceUnavailableException(
          "no AWS region is set to use " + subject,
          "Set sluice.aws.region or AWS_REGION.",
          failure);
    }
    // the SDK reports an IOException here too, although a server responded
    if (isUnparsable(failure)) {
      return garbled(service, subject, failure);
    }
    if (isOutOfReach(failure)) {
      return new ResourceUnavailableException(
          subject + ": the endpoint of " + service + " cannot be reached (" + rootMessage(failure)
              + ")",
          "Check sluice.aws.region, the endpoints under sluice.aws, and the network.",
          failure);
    }
    return null;
  }

  private static boolean isOutOfReach(Throwable failure) {
    boolean reading = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      reading |= cause instanceof IOException
          || cause instanceof ApiCallTimeoutException
          || cause instanceof ApiCallAttemptTimeoutException;
    }
    return reading;
  }

  /** Returns whether the response is damaged, or comes from another server. */
  static boolean isGarbled(Throwable failure) {
    return failure instanceof AwsServiceException error
        ? error.statusCode() >= 400 && error.statusCode() < 500 && code(error).isEmpty()
        : isUnparsable(failure);
  }

  private static boolean isUnparsable(Throwable failure) {
    boolean unparsable = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      unparsable |= cause instanceof JsonProcessingException || cause instanceof XMLStreamException;
    }
    return unparsable;
  }

  /** Returns whether no connection was made, as with a wrong endpoint. */
  static boolean isNobodyThere(Throwable failure) {
    boolean nobody = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      nobody |= cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException
          // the HTTP client's own exception, a subclass of SocketTimeoutException
          || cause.getClass().getSimpleName().equals("ConnectTimeoutException");
    }
    return nobody;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return Printable.brief(root.getClass().getSimpleName() + ": " + root.getMessage(), MAX_ANSWER);
  }

  /** Returns {@code 503 SlowDown (Please reduce your request rate.)}, in one line. */
  private static String answer(AwsServiceException failure) {
    return (failure.statusCode() + " " + code(failure)).strip() + " ("
        + said(failure).lines().findFirst().orElse("") + ")";
  }

  private static String code(AwsServiceException failure) {
    return failure.awsErrorDetails() == null || failure.awsErrorDetails().errorCode() == null
        ? ""
        : failure.awsErrorDetails().errorCode();
  }

  /** Returns the service's message, printable. */
  static String said(AwsServiceException failure) {
    return failure.awsErrorDetails() == null
        ? String.valueOf(failure.statusCode())
        : Printable.brief(String.valueOf(failure.awsErrorDetails().errorMessage()), MAX_ANSWER);
  }
}
