package dev.sluice.testing;

import dev.sluice.demo.EmbeddedServers;
import dev.sluice.demo.SampleTables;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One DynamoDB and one S3 for all tests of this JVM, started on first use: the embedded servers, or a LocalStack
 * container with {@code -Dsluice.test.servers=localstack} (or {@code SLUICE_TEST_SERVERS=localstack} in the environment).
 * Both stop with the JVM.
 */
public final class TestServers {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static boolean sampleTablesLoaded;

  private TestServers() {}

  /** Sets credentials (any value works) and a region for the SDK's default providers in this JVM. */
  public static void credentials() {
    setIfAbsent("aws.accessKeyId", "tests");
    setIfAbsent("aws.secretAccessKey", "tests");
    setIfAbsent("aws.region", "us-east-1");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Returns settings that reach both servers. */
  public static AwsSettings settings() {
    return Started.SETTINGS;
  }

  /** Returns DynamoDB's endpoint. */
  public static URI dynamoDbEndpoint() {
    return Objects.requireNonNull(settings().dynamoDbEndpoint());
  }

  /** Returns S3's endpoint. */
  public static URI s3Endpoint() {
    return Objects.requireNonNull(settings().s3Endpoint());
  }

  /** Returns a shared client, which callers must not close. */
  public static DynamoDbClient dynamoDb() {
    return Started.DYNAMO_DB;
  }

  /** Returns a shared client, which callers must not close. */
  public static S3Client s3() {
    return Started.S3;
  }

  /** Creates an empty bucket and returns its name. */
  public static String bucket() {
    String name = "bucket-" + NAMES.incrementAndGet();
    s3().createBucket(bucket -> bucket.bucket(name));
    return name;
  }

  /** Returns a table name that no other test uses. */
  public static String table(String prefix) {
    return prefix + "-" + NAMES.incrementAndGet();
  }

  /** Creates an empty on-demand table with a string partition key {@code id}. */
  public static void createTable(String name) {
    createTable(name, List.of(new TableDescription.Key("id", "S")));
  }

  /** Creates an empty on-demand table with these keys, partition key first. */
  public static void createTable(String name, List<TableDescription.Key> keys) {
    createTable(name, keys, table -> table.billingMode(BillingMode.PAY_PER_REQUEST));
  }

  /**
   * Creates an empty table with these keys, partition key first.
   *
   * @param capacity sets the table's billing mode and throughput
   */
  public static void createTable(
      String name, List<TableDescription.Key> keys, Consumer<CreateTableRequest.Builder> capacity) {
    dynamoDb()
        .createTable(table -> capacity.accept(table
            .tableName(name)
            .attributeDefinitions(keys.stream().map(TestServers::definition).toList())
            .keySchema(IntStream.range(0, keys.size())
                .mapToObj(place -> element(keys.get(place), place))
                .toList())));
  }

  private static AttributeDefinition definition(TableDescription.Key key) {
    return AttributeDefinition.builder()
        .attributeName(key.name())
        .attributeType(key.type())
        .build();
  }

  private static KeySchemaElement element(TableDescription.Key key, int place) {
    return KeySchemaElement.builder()
        .attributeName(key.name())
        .keyType(place == 0 ? KeyType.HASH : KeyType.RANGE)
        .build();
  }

  /** Loads the sample tables once, under their own names; tests must not change them. */
  public static synchronized void sampleTables() {
    if (!sampleTablesLoaded) {
      SampleTables.create(dynamoDb());
      SampleTables.load(dynamoDb(), items -> {});
      sampleTablesLoaded = true;
    }
  }

  private static final class Started {
    static final AwsSettings SETTINGS = start();
    static final DynamoDbClient DYNAMO_DB = Clients.dynamoDb(SETTINGS);
    static final S3Client S3 = Clients.s3(SETTINGS);

    private static AwsSettings start() {
      credentials();
      return onLocalStack() ? localStack() : EmbeddedServers.start().settings();
    }

    private static boolean onLocalStack() {
      String chosen =
          System.getProperty("sluice.test.servers", System.getenv("SLUICE_TEST_SERVERS"));
      return "localstack".equals(chosen);
    }

    private static AwsSettings localStack() {
      LocalStackContainer container = LocalStack.container();
      container.start();
      return LocalStack.settings(container);
    }
  }
}
