package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Key conditions, limits and counts, on a table of devices' readings with a sparse index. */
final class QueryPushdownTest {
  private static final SparkSession SPARK = TestSpark.interpreted();

  private static String table;

  @BeforeAll
  static void create() {
    table = TestServers.table("readings");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("name", ScalarAttributeType.S),
            attribute("timestamp", ScalarAttributeType.N),
            attribute("status", ScalarAttributeType.S))
        .keySchema(key("name", KeyType.HASH), key("timestamp", KeyType.RANGE))
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("byStatus")
            .keySchema(key("status", KeyType.HASH), key("timestamp", KeyType.RANGE))
            .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
            .build()));
    for (int device = 0; device < 3; device++) {
      for (int at = 0; at < 20; at++) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("name", AttributeValue.fromS("d" + device));
        // Two in twenty are fractions, which a column of longs cannot hold.
        item.put("timestamp", AttributeValue.fromN(at % 10 == 5 ? at + ".5" : "" + at));
        item.put("value", AttributeValue.fromN("" + at % 4));
        if (at % 2 == 0) {
          item.put("status", AttributeValue.fromS(at % 4 == 0 ? "ok" : "bad"));
        }
        TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "name = 'd1'; #kn0 = :kv0; 20",
        "name = 'd1' AND timestamp = 3; #kn0 = :kv0 AND #kn1 = :kv1; 1",
        "name = 'd1' AND timestamp < 8; #kn0 = :kv0 AND #kn1 < :kv1; 7",
        "name = 'd1' AND timestamp BETWEEN 3 AND 8; #kn0 = :kv0 AND #kn1 BETWEEN :kv1 AND :kv2; 5",
        "name = 'd1' AND timestamp > 3 AND timestamp < 8; #kn0 = :kv0 AND #kn1 BETWEEN :kv1 AND :kv2; 3",
        "name = 'd1' AND timestamp > 8 AND timestamp < 3; #kn0 = :kv0 AND #kn1 < :kv1; 0",
        "name IN ('d0', 'd2', 'no') AND value = 1; 3 queries: #kn0 = :kv0; 10",
        "name = 'd1' AND (timestamp = 3 OR value = 2); #kn0 = :kv0; 6"
      })
  void partitionKeysMakeQueries(String filter, String keyCondition, int rows) {
    Dataset<Row> read = load(timesAsLongs(Map.of("kind", "query"))).filter(filter);

    assertThat(plan(read)).contains(keyCondition);
    assertThat(read.collectAsList()).hasSize(rows);
  }

  @Test
  void aQueryWithoutKeyIsRefused() {
    for (String filter : List.of("value = 1", "name > 'd'", "name = 'd1' OR value = 1")) {
      assertThatThrownBy(() -> load(Map.of("kind", "query")).filter(filter).collectAsList())
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("name = …");
    }
  }

  @Test
  void aScanStaysOneWhereTheFilterDoesNotDemandKeys() {
    assertThat(plan(load(Map.of()).filter("name = 'd1' OR value = 1"))).doesNotContain("queries");
    assertThat(plan(load(Map.of()).filter("status = 'ok'"))).doesNotContain("queries");
    assertThat(load(Map.of()).filter("status = 'ok'").collectAsList()).hasSize(15);
  }

  @Test
  void anIndexIsQueriedByItsOwnKeys() {
    Dataset<Row> ok = load(Map.of("index", "byStatus")).filter("status = 'ok' AND timestamp >= 8");

    assertThat(plan(ok)).contains("index byStatus", "#kn0 = :kv0 AND #kn1 >= :kv1");
    assertThat(ok.collectAsList()).hasSize(9);
    assertThat(load(Map.of("index", "byStatus")).collectAsList()).hasSize(30);
  }

  @Test
  void whatAnIndexDoesNotProjectIsRefused() {
    Map<String, String> options = new HashMap<>(timesAsLongs(Map.of("index", "byStatus")));
    Dataset<Row> index = load(options);

    assertThat(index.select("name", "status").collectAsList()).hasSize(30);
    assertThatThrownBy(() -> index.select("value").collectAsList())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("does not project [value]");
    assertThatThrownBy(() -> index.filter("value = 1").select("name").collectAsList())
        .isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void limitsArePushedWhereSparkFiltersNothing() {
    Dataset<Row> some = load(Map.of("segments", "4")).limit(3);

    assertThat(plan(some)).contains(", limit 3");
    assertThat(some.collectAsList()).hasSize(3);
    assertThat(load(Map.of()).filter("value = 1").limit(7).collectAsList()).hasSize(7);
    assertThat(plan(load(Map.of()).filter("length(name) = 2").limit(7))).doesNotContain(", limit");
  }

  @Test
  void countsAreDynamoDbsOwn() {
    Dataset<Row> all = load(Map.of()).groupBy().count();
    assertThat(plan(all)).contains("counted by DynamoDB");
    assertThat(all.first().getLong(0)).isEqualTo(60);
    assertThat(load(Map.of()).filter("status = 'bad'").count()).isEqualTo(15);
    assertThat(load(Map.of()).filter("name = 'd1'").count()).isEqualTo(20);

    Dataset<Row> kept = load(Map.of()).filter("length(name) = 2").groupBy().count();
    assertThat(plan(kept)).doesNotContain("counted by DynamoDB");
    assertThat(kept.first().getLong(0)).isEqualTo(60);
    Map<String, String> ttl = Map.of("ttl-attribute", "value", "expired-at", "2");
    assertThat(load(ttl).count()).isEqualTo(15);
  }

  /** Spark's own count is one of rows without columns, of which only the key is fetched: what else is in them tells nothing. */
  @Test
  void countsAreSparksOwnEvenWhereItemsCannotBeRead() {
    try (FaultyDynamoDb front =
        FaultyDynamoDb.start().otherwise(r -> QueryPushdownTest::ofTheFuture)) {
      Map<String, String> options =
          new HashMap<>(Map.of("endpoint", front.endpoint().toString()));
      options.put("schema-json", load(Map.of()).schema().json());
      Dataset<Row> rows = load(options);
      Column count = functions.count(functions.lit(1));

      Dataset<Row> pushed = rows.agg(count);
      Dataset<Row> kept = rows.agg(count, functions.max("name"));

      assertThat(plan(pushed)).contains("counted by DynamoDB");
      assertThat(plan(kept)).doesNotContain("counted by DynamoDB");
      assertThat(pushed.first().getLong(0)).isEqualTo(kept.first().getLong(0)).isEqualTo(60);
      assertThat(rows.collectAsList()).hasSize(45);
    }
  }

  /** A quarter of all values are of a type that nobody knows. */
  private static DynamoDbReply ofTheFuture(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    JsonNode body = reply.body();
    for (JsonNode item : body.path("Items")) {
      if (item.path("value").path("N").asText().equals("3")) {
        ((ObjectNode) item).putObject("value").put("Q", "3");
      }
    }
    return DynamoDbReply.of(reply.status(), body);
  }

  @Test
  void explainTellsWhoEvaluatesWhat() {
    Dataset<Row> read = load(timesAsLongs(Map.of()))
        .filter("status = 'ok' AND value < 3 AND length(name) = 2 AND value IS NULL");

    assertThat(plan(read))
        .containsPattern("pushed exactly \\[[^\\]]*status = 'ok'")
        .containsPattern("pre-filtered \\[[^\\]]*value < 3")
        .containsPattern("kept in Spark \\[[^\\]]*value IS NULL");
  }

  /** Fractions are null in a column of longs: nothing is true of them but what the name says. */
  private static Map<String, String> timesAsLongs(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put(
        "schema-json",
        load(Map.of())
            .schema()
            .json()
            .replaceAll(
                "\"timestamp\",\"type\":\"decimal\\([0-9,]+\\)\"",
                "\"timestamp\",\"type\":\"long\""));
    return options;
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().toString();
  }

  private static Dataset<Row> load(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("table", table);
    options.putIfAbsent("endpoint", TestServers.dynamoDbEndpoint().toString());
    options.put("region", "us-east-1");
    if (!"query".equals(more.get("kind"))) {
      options.putIfAbsent("segments", "2");
    }
    return SPARK.read().format("sluice").options(options).load();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
