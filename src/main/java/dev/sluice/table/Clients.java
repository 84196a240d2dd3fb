package dev.sluice.table;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes SDK clients of settings. */
public final class Clients {
  private Clients() {}

  /** A client with explicit retries; the caller closes it. */
  public static DynamoDbClient dynamoDb(AwsSettings settings) {
    throw new UnsupportedOperationException("not built yet: " + settings);
  }

  /** A client with explicit retries; the caller closes it. */
  public static S3Client s3(AwsSettings settings) {
    throw new UnsupportedOperationException("not built yet: " + settings);
  }
}
