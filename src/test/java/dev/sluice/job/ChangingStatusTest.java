package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** An experiment that ends while the experiments are read: each is in the snapshot once, or of an index not at all. */
final class ChangingStatusTest {
  private static final int ITEMS = 20;
  private static final String MOVING = "exp-0";

  private final String table = TestServers.table("trials");
  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  /** Every other one runs, the first among them. */
  @BeforeEach
  void create() {
    assertThat(TestSpark.session()).isNotNull();
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attribute("id"), attribute("created"), attribute("status"))
        .keySchema(key("id", KeyType.HASH), key("created", KeyType.RANGE))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byStatus")
            .keySchema(key("status", KeyType.HASH), key("created", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build()));
    IntStream.range(0, ITEMS).forEach(i -> put("exp-" + i, i % 2 == 0 ? "running" : "completed"));
  }

  @Test
  void anItemThatTwoQueriesFindIsWrittenOnce() throws IOException {
    JsonNode entry = export("running", "completed", "experiments.index=byStatus");

    assertThat(ids()).doesNotHaveDuplicates().hasSize(ITEMS).contains(MOVING);
    assertThat(entry.path("kind").asText()).isEqualTo("query");
    assertThat(entry.path("scanned").asInt()).isEqualTo(ITEMS + 1);
    assertThat(entry.path("filtered").asInt()).isEqualTo(1);
    assertThat(entry.path("written").asInt()).isEqualTo(ITEMS);
  }

  /** That is what reading by an index means, and why it is done where it is asked for alone. */
  @Test
  void anItemThatNeitherQueryFindsIsMissed() throws IOException {
    JsonNode entry = export("completed", "running", "experiments.index=byStatus");

    assertThat(ids()).doesNotHaveDuplicates().hasSize(ITEMS - 1).doesNotContain(MOVING);
    assertThat(entry.path("scanned").asInt()).isEqualTo(ITEMS - 1);
    assertThat(entry.path("written").asInt()).isEqualTo(ITEMS - 1);
  }

  @Test
  void byDefaultTheTableIsReadAndMissesNone() throws IOException {
    JsonNode entry = export("scan", "none", "experiments.name=id");

    assertThat(entry.path("kind").asText()).isEqualTo("scan");
    assertThat(entry.hasNonNull("index")).isFalse();
    assertThat(ids()).doesNotHaveDuplicates().hasSize(ITEMS).contains(MOVING);
  }

  @Test
  void aCountCountsEachItemOnce() {
    try (FaultyDynamoDb front = front("running", "completed")) {
      TestServers.credentials();
      Dataset<Row> rows = TestSpark.session()
          .read()
          .format("sluice")
          .options(Map.of(
              "table",
              table,
              "region",
              "us-east-1",
              "endpoint",
              front.endpoint().toString(),
              "index",
              "byStatus"))
          .load()
          .filter("status IN ('running', 'completed')");

      assertThat(rows.count()).isEqualTo(ITEMS);
    }
  }

  /** The item ends between the Query of one status and that of the other; where the table is scanned, after a page. */
  private FaultyDynamoDb front(String first, String second) {
    CountDownLatch changed = new CountDownLatch(1);
    return FaultyDynamoDb.start().otherwise(request -> (r, dynamoDb) -> {
      String status = statusOf(request);
      if (status.equals(second)) {
        await(changed);
      }
      DynamoDbReply reply = dynamoDb.apply(r);
      if (status.equals(first) || request.operation().toLowerCase(Locale.ROOT).equals(first)) {
        put(MOVING, "completed");
        changed.countDown();
      }
      return reply;
    });
  }

  /** That a Query asks for; else empty. */
  private static String statusOf(DynamoDbRequest request) {
    return request.operation().equals("Query")
        ? Stream.of("running", "completed")
            .filter(status ->
                request.body().path("ExpressionAttributeValues").toString().contains(status))
            .findFirst()
            .orElse("")
        : "";
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode export(String first, String second, String set) throws IOException {
    try (FaultyDynamoDb front = front(first, second)) {
      int code = cli.run(
          List.of("export", "--run-id", "r-" + first),
          List.of(
              "aws.region=us-east-1",
              "aws.dynamodb-endpoint=" + front.endpoint(),
              "experiments.table=" + table,
              "experiments.id=id",
              "experiments.time=created",
              "experiments.statuses=[running, completed]",
              "dataset.root=" + folder.toUri(),
              set));
      assertThat(code).as(cli.toString()).isZero();
    }
    Path manifest = folder.resolve("snapshots/r-" + first + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile()).path("tables").path(table);
  }

  /** Of the snapshots' rows. */
  private List<String> ids() {
    return TestSpark.session()
        .read()
        .parquet(folder.resolve("snapshots/*/tables/" + table).toString())
        .select("id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void put(String id, String status) {
    TestServers.dynamoDb().putItem(p -> p.tableName(table)
        .item(Map.of(
            "id", AttributeValue.fromS(id),
            "created", AttributeValue.fromS("2026-10-01"),
            "status", AttributeValue.fromS(status))));
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
