package dev.sluice.testing;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Decodes a Scan response's bytes with the SDK's own unmarshaller, as the reference. Not thread-safe. */
public final class SdkView implements AutoCloseable {
  private byte[] body = {};
  private final DynamoDbClient client = DynamoDbClient.builder()
      .region(Region.US_EAST_1)
      .credentialsProvider(AnonymousCredentialsProvider.create())
      .httpClient(new FromMemory())
      .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
      .build();

  /** Returns the response's items; empty if the SDK rejects it. */
  public Optional<List<Map<String, AttributeValue>>> items(byte[] response) {
    body = response;
    try {
      return Optional.of(client.scan(s -> s.tableName("any")).items());
    } catch (RuntimeException refused) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private final class FromMemory implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder()
                  .statusCode(200)
                  .putHeader("Content-Type", "application/x-amz-json-1.0")
                  .build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
