package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Scan, Query and indexes through the whole job: what the manifest and the plan say of them. */
final class WaysOfReadingTest {
  private static final int DEVICES = 3;
  private static final int READINGS = 20;

  private static final JsonNode TIME_TO_LIVE = JsonNodeFactory.instance
      .objectNode()
      .set(
          "TimeToLiveDescription",
          JsonNodeFactory.instance
              .objectNode()
              .put("TimeToLiveStatus", "ENABLED")
              .put("AttributeName", "expires"));

  private static String table;

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  private FaultyDynamoDb front;

  /** The table has a TTL only as seen from the front: DynamoDB Local may delete items that are past theirs. */
  @BeforeEach
  void start() {
    front = FaultyDynamoDb.start()
        .otherwise(request -> request.operation().equals("DescribeTimeToLive")
            ? (r, dynamoDb) -> DynamoDbReply.of(200, TIME_TO_LIVE)
            : InjectedFault.NONE);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("readings");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("name", ScalarAttributeType.S),
            attribute("at", ScalarAttributeType.N),
            attribute("status", ScalarAttributeType.S))
        .keySchema(key("name", KeyType.HASH), key("at", KeyType.RANGE))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byStatus")
            .keySchema(key("status", KeyType.HASH), key("at", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
            .build())
        .localSecondaryIndexes(LocalSecondaryIndex.builder()
            .indexName("statusOfName")
            .keySchema(key("name", KeyType.HASH), key("status", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build()));
    long past = InstantSource.system().instant().getEpochSecond() - 86_400;
    for (int device = 0; device < DEVICES; device++) {
      for (int at = 0; at < READINGS; at++) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("name", AttributeValue.fromS("d" + device));
        item.put("at", AttributeValue.fromN("" + at));
        item.put("value", AttributeValue.fromS("v" + at));
        if (at < 5) {
          item.put("expires", AttributeValue.fromN("" + past));
        }
        if (at % 2 == 0) {
          item.put("status", AttributeValue.fromS(at % 4 == 0 ? "ok" : "bad"));
        }
        TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
      }
    }
  }

  /** DynamoDB filters before anybody looks at TTLs and types. */
  @Test
  void everyItemIsAccountedForWhereDynamoDbFilters() throws IOException {
    front.next("Scan", 1_000, WaysOfReadingTest::ofTheFuture);

    assertThat(export("source.filter=status = 'ok'", "source.max-rejects=3"))
        .as(cli::err)
        .isZero();

    JsonNode entry = manifestEntry();
    assertThat(entry.path("kind").asText()).isEqualTo("scan");
    assertThat(entry.path("scanned").asInt()).isEqualTo(60);
    assertThat(entry.path("filtered").asInt()).isEqualTo(45);
    assertThat(entry.path("expired").asInt()).isEqualTo(6);
    assertThat(entry.path("rejected").asInt()).isEqualTo(3);
    assertThat(entry.path("written").asInt()).isEqualTo(6);
  }

  private static DynamoDbReply ofTheFuture(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    JsonNode body = reply.body();
    for (JsonNode item : body.path("Items")) {
      ObjectNode value = (ObjectNode) item.path("value");
      if (value.path("S").asText().equals("v8")) {
        value.set("Q", value.remove("S"));
      }
    }
    return DynamoDbReply.of(reply.status(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "source.kind=query; name = 'd1' AND at >= 10 AND length(value) > 1; query; 10; 10",
        "source.kind=scan; name = 'd1' AND value = 'v7'; query; 20; 1",
        "source.kind=scan; name IN ('d0', 'd2'); query; 40; 30",
        "source.kind=scan; name > 'd1'; scan; 60; 15",
        "source.index=statusOfName; name = 'd1' AND status = 'ok'; query; 5; 3",
        "source.index=statusOfName; value <> 'v0'; scan; 30; 21"
      })
  void theManifestSaysWhatWasDone(String set, String filter, String kind, int scanned, int written)
      throws IOException {
    assertThat(export(set, "source.filter=" + filter)).as(cli::err).isZero();

    JsonNode entry = manifestEntry();
    assertThat(entry.path("kind").asText()).isEqualTo(kind);
    assertThat(entry.path("index").asText())
        .isEqualTo(set.startsWith("source.index=") ? "statusOfName" : "");
    assertThat(entry.path("scanned").asInt()).isEqualTo(scanned);
    assertThat(entry.path("written").asInt()).isEqualTo(written);
  }

  @Test
  void aGlobalIndexHasItsOwnItemsAndAttributes() throws IOException {
    assertThat(export("source.index=byStatus", "source.skip-expired=false"))
        .as(cli::err)
        .isZero();

    JsonNode entry = manifestEntry();
    assertThat(entry.path("kind").asText()).isEqualTo("scan");
    assertThat(entry.path("index").asText()).isEqualTo("byStatus");
    assertThat(entry.path("written").asInt()).isEqualTo(30);
    assertThat(entry.path("columns"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("name", "at", "status", "_overflow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "source.index=byTime; source.skip-expired=false; has no such index",
        "source.index=byStatus; source.consistent-read=true; has no consistent reads",
        "source.index=byStatus; source.skip-expired=true; the index does not project expires",
        "source.kind=query; source.filter=status = 'ok'; name = …"
      })
  void whatCannotBeReadSoIsOneClearLine(String one, String other, String message) {
    assertThat(export(one, other)).isEqualTo(2);

    assertThat(cli.err()).contains(message);
    assertThat(folder.resolve("snapshots/r1/manifest.json")).doesNotExist();
  }

  @Test
  void thePlanSaysWhichWayTheRunTakes() throws IOException {
    assertThat(run("plan", "source.filter=name IN ('d0', 'd2')")).as(cli::err).isZero();

    JsonNode plan = cli.json().path("tables").path(0);
    assertThat(plan.path("way").asText()).isEqualTo("query");
    assertThat(plan.path("segments").asInt()).isEqualTo(2);
    assertThat(plan.path("readUnits").isNull()).isTrue();

    assertThat(run("plan", "source.index=statusOfName")).isZero();
    assertThat(cli.json().path("tables").path(0).path("way").asText()).isEqualTo("scan");
    assertThat(cli.json().path("tables").path(0).path("index").asText()).isEqualTo("statusOfName");
  }

  private int export(String... sets) {
    return run("export", sets);
  }

  private int run(String command, String... sets) {
    return cli.run(
        List.of(command, "--json", "--run-id", "r1"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + front.endpoint(),
            "source.table=" + table,
            "dataset.root=" + folder.toUri()),
        sets);
  }

  private JsonNode manifestEntry() throws IOException {
    Path manifest = folder.resolve("snapshots/r1/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile()).path("tables").path(table);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
