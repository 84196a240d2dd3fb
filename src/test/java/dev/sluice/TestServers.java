package dev.sluice;

import dev.sluice.demo.EmbeddedServers;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One DynamoDB and one S3 for all tests of this virtual machine, started when first asked for. */
public final class TestServers {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private TestServers() {}

  /** Settings that reach both. */
  public static AwsSettings settings() {
    return Started.SETTINGS;
  }

  /** The DynamoDB's endpoint. */
  public static URI dynamoDbEndpoint() {
    return Objects.requireNonNull(settings().dynamoDbEndpoint());
  }

  /** The S3's endpoint. */
  public static URI s3Endpoint() {
    return Objects.requireNonNull(settings().s3Endpoint());
  }

  /** A shared client; not to be closed. */
  public static DynamoDbClient dynamoDb() {
    return Started.DYNAMO_DB;
  }

  /** A shared client; not to be closed. */
  public static S3Client s3() {
    return Started.S3;
  }

  /** A new, empty bucket's name. */
  public static String bucket() {
    String name = "bucket-" + NAMES.incrementAndGet();
    s3().createBucket(bucket -> bucket.bucket(name));
    return name;
  }

  /** A table name that no other test has. */
  public static String table(String prefix) {
    return prefix + "-" + NAMES.incrementAndGet();
  }

  private static final class Started {
    static final AwsSettings SETTINGS = start();
    static final DynamoDbClient DYNAMO_DB = Clients.dynamoDb(SETTINGS);
    static final S3Client S3 = Clients.s3(SETTINGS);

    private static AwsSettings start() {
      setIfAbsent("aws.accessKeyId", "tests");
      setIfAbsent("aws.secretAccessKey", "tests");
      setIfAbsent("aws.region", "us-east-1");
      return EmbeddedServers.start().settings();
    }

    private static void setIfAbsent(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }
}
