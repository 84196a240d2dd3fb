package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.paginators.ScanIterable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What Sluice needs of a DynamoDB and an S3, wherever they come from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServersContract {
  private static final int SEGMENTS = 16;
  private static final String BUCKET = "contract-" + UUID.randomUUID();

  private DynamoDbClient dynamoDb;
  private S3Client s3;
  private final AtomicLong loaded = new AtomicLong();

  abstract AwsSettings settings();

  @BeforeAll
  void load() {
    dynamoDb = Clients.dynamoDb(settings());
    s3 = Clients.s3(settings());
    SampleTables.create(dynamoDb);
    SampleTables.load(dynamoDb, items -> loaded.accumulateAndGet(items, Math::max));
    SampleTables.createBucket(s3, BUCKET);
  }

  @AfterAll
  void close() {
    dynamoDb.close();
    s3.close();
  }

  @Test
  void progressEndsAtTheNumberOfItems() {
    assertThat(loaded).hasValue(SampleTables.ITEMS);
  }

  @Test
  void makingThemAgainChangesNothing() {
    SampleTables.create(dynamoDb);
    SampleTables.createBucket(s3, BUCKET);

    assertThat(count(SampleTable.EXPERIMENTS)).isEqualTo(SampleTable.EXPERIMENTS.items());
  }

  @Test
  void tablesAreAsTheirOwnersMakeThem() {
    assertThat(keys(describe("InferenceMetadata").keySchema())).containsExactly("requestId HASH");
    assertThat(keys(describe("InferenceFeedback").keySchema()))
        .containsExactly("requestId HASH", "labeledAt RANGE");

    TableDescription experiments = describe("mlops-experiments");
    assertThat(keys(experiments.keySchema()))
        .containsExactly("experiment_id HASH", "created_at RANGE");
    assertThat(experiments.billingModeSummary().billingMode())
        .isEqualTo(BillingMode.PAY_PER_REQUEST);
    GlobalSecondaryIndexDescription index = experiments.globalSecondaryIndexes().get(0);
    assertThat(index.indexName()).isEqualTo("status-created_at-index");
    assertThat(keys(index.keySchema())).containsExactly("status HASH", "created_at RANGE");
    assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL);
  }

  @ParameterizedTest
  @EnumSource(SampleTable.class)
  void aSegmentedScanReturnsEveryItemOnce(SampleTable table) {
    assertThat(count(table)).isEqualTo(table.items());
  }

  @Test
  void consumedCapacityIsReported() {
    ScanResponse page = dynamoDb.scan(scan -> scan.tableName("InferenceMetadata")
        .segment(0)
        .totalSegments(SEGMENTS)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

    assertThat(page.consumedCapacity().capacityUnits()).isPositive();
  }

  @Test
  void anItemIsPutOnlyOnItsCondition() {
    var key = Map.of("requestId", AttributeValue.fromS("contract"));
    dynamoDb.putItem(put -> put.tableName("InferenceMetadata").item(key));

    assertThatThrownBy(() -> dynamoDb.putItem(put -> put.tableName("InferenceMetadata")
            .item(key)
            .conditionExpression("attribute_not_exists(requestId)")))
        .isInstanceOf(ConditionalCheckFailedException.class);
    dynamoDb.deleteItem(delete -> delete.tableName("InferenceMetadata").key(key));
  }

  @Test
  void anObjectIsMadeOnlyIfThereIsNone() {
    s3.putObject(
        put -> put.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("1"));

    assertThatThrownBy(() -> s3.putObject(
            put -> put.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("2")))
        .satisfies(ServersContract::isPreconditionFailed);
    assertThat(read("once").asUtf8String()).isEqualTo("1");
  }

  @Test
  void anObjectIsReplacedOnlyIfItIsTheOneKnown() {
    PutObjectResponse first =
        s3.putObject(put -> put.bucket(BUCKET).key("pointer"), RequestBody.fromString("1"));
    s3.putObject(
        put -> put.bucket(BUCKET).key("pointer").ifMatch(first.eTag()),
        RequestBody.fromString("2"));

    assertThatThrownBy(() -> s3.putObject(
            put -> put.bucket(BUCKET).key("pointer").ifMatch(first.eTag()),
            RequestBody.fromString("3")))
        .satisfies(ServersContract::isPreconditionFailed);
    assertThat(read("pointer").asUtf8String()).isEqualTo("2");
  }

  @Test
  void partOfAnObjectIsRead() {
    s3.putObject(put -> put.bucket(BUCKET).key("range"), RequestBody.fromString("0123456789"));

    assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("range").range("bytes=2-4"))
            .asUtf8String())
        .isEqualTo("234");
  }

  private static void isPreconditionFailed(Throwable failure) {
    assertThat(failure).isInstanceOf(S3Exception.class);
    assertThat(((S3Exception) failure).statusCode()).isEqualTo(412);
  }

  private ResponseBytes<GetObjectResponse> read(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key));
  }

  private TableDescription describe(String table) {
    return dynamoDb.describeTable(describe -> describe.tableName(table)).table();
  }

  private static List<String> keys(List<KeySchemaElement> schema) {
    return schema.stream()
        .map(key -> key.attributeName() + " " + key.keyTypeAsString())
        .toList();
  }

  private long count(SampleTable table) {
    return IntStream.range(0, SEGMENTS)
        .parallel()
        .mapToObj(segment -> segment(table, segment))
        .flatMap(pages -> pages.items().stream())
        .distinct()
        .count();
  }

  private ScanIterable segment(SampleTable table, int segment) {
    return dynamoDb.scanPaginator(
        scan -> scan.tableName(table.tableName()).segment(segment).totalSegments(SEGMENTS));
  }
}
