package dev.sluice.table;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Creates SDK clients from settings.
 *
 * <p>Retries are configured explicitly, because the SDK's own defaults differ by version: exponential with full jitter,
 * for about five minutes, as in {@link RetryPolicy#PATIENT}. The SDK's circuit breaker is off: a throttled scan should
 * slow down, not fail. Only an endpoint that has never answered fails within seconds.
 */
public final class Clients {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final int CONFLICT = 409;
  /** Enough for an executor with many tasks, each with several segments in flight. */
  private static final int CONNECTIONS = 1_024;

  private Clients() {}

  /** Creates a client, which the caller closes. */
  public static DynamoDbClient dynamoDb(
      AwsSettings settings, ExecutionInterceptor... interceptors) {
    return dynamoDb(settings, RetryPolicy.PATIENT, interceptors);
  }

  /** Creates a client with another retry policy, which the caller closes. */
  public static DynamoDbClient dynamoDb(
      AwsSettings settings, RetryPolicy policy, ExecutionInterceptor... interceptors) {
    URI endpoint = settings.dynamoDbEndpoint();
    PersistentRetries retries = retries("DynamoDB", settings, endpoint, policy, failure -> false);
    return configure(DynamoDbClient.builder(), settings, endpoint, policy)
        .overrideConfiguration(o ->
            bounded(o, policy).retryStrategy(retries).executionInterceptors(List.of(interceptors)))
        .build();
  }

  /** Creates a client of DynamoDB Streams, which the caller closes. Too many readers of a shard are retried. */
  public static DynamoDbStreamsClient streams(
      AwsSettings settings, ExecutionInterceptor... interceptors) {
    URI tables = settings.dynamoDbEndpoint();
    URI endpoint = tables == null ? null : Endpoints.ofStreams(tables);
    RetryPolicy policy = RetryPolicy.PATIENT;
    PersistentRetries retries = retries(
        "DynamoDB Streams", settings, endpoint, policy, LimitExceededException.class::isInstance);
    return configure(DynamoDbStreamsClient.builder(), settings, endpoint, policy)
        .overrideConfiguration(
            o -> o.retryStrategy(retries).executionInterceptors(List.of(interceptors)))
        .build();
  }

  /** Creates a client, which the caller closes. */
  public static S3Client s3(AwsSettings settings) {
    return s3(settings, RetryPolicy.PATIENT);
  }

  /** Creates a client with another retry policy, which the caller closes. */
  public static S3Client s3(AwsSettings settings, RetryPolicy policy) {
    URI endpoint = settings.s3Endpoint();
    PersistentRetries retries =
        retries("S3", settings, endpoint, policy, Clients::isConflictOfWrites);
    return configure(S3Client.builder(), settings, endpoint, policy)
        .forcePathStyle(endpoint != null)
        .overrideConfiguration(o -> bounded(o, policy).retryStrategy(retries))
        .build();
  }

  /** Limits the whole call of a brief policy: the socket's timeout does not limit a body that arrives slowly. */
  private static ClientOverrideConfiguration.Builder bounded(
      ClientOverrideConfiguration.Builder builder, RetryPolicy policy) {
    return policy.isBrief() ? builder.apiCallTimeout(policy.limit()) : builder;
  }

  /**
   * Returns whether S3 asks for a retry after two concurrent writes of one object; an existing bucket has the same
   * status and is not such a conflict.
   */
  private static boolean isConflictOfWrites(Throwable failure) {
    return failure instanceof S3Exception answer
        && answer.statusCode() == CONFLICT
        && (answer.awsErrorDetails() == null
            || !String.valueOf(answer.awsErrorDetails().errorCode()).startsWith("Bucket"));
  }

  private static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(
      B builder, AwsSettings settings, @Nullable URI endpoint, RetryPolicy policy) {
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    Region region = region(settings, endpoint);
    if (region != null) {
      builder.region(region);
    }
    return builder
        .credentialsProvider(new WatchedCredentials(credentials(settings)))
        .httpClientBuilder(Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECTING)
            .socketTimeout(policy.timeout()));
  }

  /** Returns the region; null leaves the search to the SDK. */
  private static @Nullable Region region(AwsSettings settings, @Nullable URI endpoint) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    return endpoint != null && Endpoints.isLocal(endpoint) ? Region.US_EAST_1 : null;
  }

  private static AwsCredentialsProvider credentials(AwsSettings settings) {
    if (settings.roleArn() == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    AwsSettings here = new AwsSettings(settings.region(), null, null, null);
    PersistentRetries retries = retries("STS", here, null, RetryPolicy.PATIENT, failure -> false);
    StsClient sts = configure(StsClient.builder(), here, null, RetryPolicy.PATIENT)
        .overrideConfiguration(o -> o.retryStrategy(retries))
        .build();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(
            r -> r.roleArn(settings.roleArn()).roleSessionName("sluice-" + UUID.randomUUID()))
        .asyncCredentialUpdateEnabled(true)
        .build();
  }

  private static PersistentRetries retries(
      String service,
      AwsSettings settings,
      @Nullable URI endpoint,
      RetryPolicy policy,
      Predicate<Throwable> passing) {
    StandardRetryStrategy standard = AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(policy.attempts())
        .backoffStrategy(policy.backoff())
        .throttlingBackoffStrategy(policy.throttled())
        // a body damaged in transit; the SDK would fail at once
        .retryOnException(Crc32MismatchException.class)
        .retryOnException(AwsFailures::isGarbled)
        .retryOnException(passing)
        .circuitBreakerEnabled(false)
        .build();
    return new PersistentRetries(location(service, settings, endpoint), policy, standard);
  }

  /** Returns the service and its endpoint or region, for users. */
  private static String location(String service, AwsSettings settings, @Nullable URI endpoint) {
    return endpoint != null
        ? service + " at " + endpoint.getHost() + ":" + endpoint.getPort()
        : settings.region() != null ? service + " in " + settings.region() : service;
  }
}
