package dev.sluice.table;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Makes SDK clients of settings.
 *
 * <p>Retries are set explicitly, since the SDK's own defaults differ by version: for DynamoDB up to 12 attempts, exponential with
 * full jitter, from 50 ms (500 ms when throttled) to 20 s, about two minutes in all. The SDK's circuit breaker is off:
 * a scan that is being throttled shall slow down, not fail.
 */
public final class Clients {
  private static final int ATTEMPTS = 12;
  /** Few and small documents: whoever cannot reach S3 is told within seconds. */
  private static final int S3_ATTEMPTS = 6;

  private static final Duration SLOWEST = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 128;

  private Clients() {}

  /** A client of the caller's own; the caller closes it. */
  public static DynamoDbClient dynamoDb(
      AwsSettings settings, ExecutionInterceptor... interceptors) {
    return dynamoDb(settings, ATTEMPTS, List.of(interceptors));
  }

  /** A client that gives up after three attempts, for the first call to an endpoint that may not be there. */
  public static DynamoDbClient firstContact(AwsSettings settings) {
    return dynamoDb(settings, 3, List.of());
  }

  private static DynamoDbClient dynamoDb(
      AwsSettings settings, int attempts, List<ExecutionInterceptor> interceptors) {
    return configure(DynamoDbClient.builder(), settings, settings.dynamoDbEndpoint())
        .overrideConfiguration(
            o -> o.retryStrategy(retries(attempts)).executionInterceptors(interceptors))
        .build();
  }

  /** A client of the caller's own; the caller closes it. */
  public static S3Client s3(AwsSettings settings) {
    return configure(S3Client.builder(), settings, settings.s3Endpoint())
        .forcePathStyle(settings.s3Endpoint() != null)
        .overrideConfiguration(o -> o.retryStrategy(retries(S3_ATTEMPTS)))
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configure(
      B builder, AwsSettings settings, @Nullable URI endpoint) {
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    Region region = region(settings, endpoint);
    if (region != null) {
      builder.region(region);
    }
    return builder
        .credentialsProvider(credentials(settings))
        .overrideConfiguration(o -> o.retryStrategy(retries(ATTEMPTS)))
        .httpClientBuilder(Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30)));
  }

  /** Null leaves the search to the SDK. */
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
    StsClient sts = configure(
            StsClient.builder(), new AwsSettings(settings.region(), null, null, null), null)
        .build();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(
            r -> r.roleArn(settings.roleArn()).roleSessionName("sluice-" + UUID.randomUUID()))
        .asyncCredentialUpdateEnabled(true)
        .build();
  }

  private static StandardRetryStrategy retries(int attempts) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(attempts)
        .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(50), SLOWEST))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), SLOWEST))
        // a body damaged on its way; the SDK would give up at once
        .retryOnException(Crc32MismatchException.class)
        .circuitBreakerEnabled(false)
        .build();
  }
}
