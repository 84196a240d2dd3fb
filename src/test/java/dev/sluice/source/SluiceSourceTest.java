package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class SluiceSourceTest {
  @Test
  void everyItemIsWhatTheSdkSees() {
    String table = TargetTables.create();
    RandomItems items = new RandomItems(7);
    List<Map<String, AttributeValue>> written = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      written.add(items.item("item-" + i));
    }
    TargetTables.put(table, written);

    Dataset<Row> rows = load(table, Map.of("sample-items", "300"));

    Map<String, Object> expected = new HashMap<>();
    TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(table))
        .items()
        .forEach(item -> expected.put(item.get("id").s(), Reassembled.of(item)));
    assertThat(expected).hasSize(2_000);
    Map<String, Object> actual = new HashMap<>();
    rows.collectAsList().forEach(row -> actual.put(row.getString(0), Reassembled.of(row)));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, item) -> assertThat(actual.get(id)).as(id).isEqualTo(item));
  }

  @Test
  void columnsHaveTheirTypesAndMarks() {
    String table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            Map.of(
                "id", AttributeValue.fromS("a"),
                "n", AttributeValue.fromN("12"),
                "d", AttributeValue.fromN("1.25"),
                "tags", AttributeValue.fromSs(List.of("x", "y")),
                "huge", AttributeValue.fromN("1E+100"),
                "m", AttributeValue.fromM(Map.of("k", AttributeValue.fromBool(true)))),
            Map.of("id", AttributeValue.fromS("b"), "huge", AttributeValue.fromN("1E-100"))));

    Dataset<Row> rows = load(table, Map.of());

    assertThat(rows.schema().catalogString())
        .isEqualTo("struct<id:string,d:decimal(18,9),huge:string,m:struct<k:boolean>,n:bigint,"
            + "tags:array<string>,_overflow:string>");
    assertThat(rows.schema().apply("tags").metadata().getString("dynamodb.type"))
        .isEqualTo("SS");
    assertThat(rows.schema().apply("huge").metadata().getString("dynamodb.type"))
        .isEqualTo("N");
    assertThat(load(table, Map.of("numbers", "double"))
            .schema()
            .apply("d")
            .dataType()
            .typeName())
        .isEqualTo("double");
  }

  @Test
  void countsAndProjectionsReadWhatTheyNeed() {
    String table = TargetTables.create();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(Map.of(
          "id",
          AttributeValue.fromS("i" + i),
          "timestamp",
          AttributeValue.fromN("" + i),
          "a.b",
          AttributeValue.fromS("dot")));
    }
    TargetTables.put(table, items);
    Dataset<Row> rows = load(table, Map.of("segments", "5"));

    assertThat(rows.count()).isEqualTo(100);
    assertThat(rows.select("timestamp").filter("timestamp >= 90").count()).isEqualTo(10);
    assertThat(rows.select("`a.b`").distinct().collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactly("dot");
    assertThat(rows.rdd().getNumPartitions()).isEqualTo(2);
  }

  /** DynamoDB Local does not throttle; it counts, and the clock tells. */
  @Test
  void aLimitOnReadUnitsIsKept() {
    String table = TargetTables.create();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      items.add(Map.of(
          "id", AttributeValue.fromS("i" + i), "text", AttributeValue.fromS("x".repeat(8_000))));
    }
    TargetTables.put(table, items);
    Dataset<Row> rows = load(table, Map.of("max-read-units", "100", "sample-items", "16"));

    long start = System.nanoTime();
    assertThat(rows.filter("length(text) = 8000").count()).isEqualTo(400);
    double seconds = (System.nanoTime() - start) / 1e9;

    // 400 items of 8 KB are 400 units; what the two readers have in flight at the end is not waited
    // for.
    assertThat(seconds).isGreaterThan((400 - 2 * 25 * 2) / 100.0);
  }

  @Test
  void anEmptyTableHasItsKeysForColumns() {
    Dataset<Row> rows = load(TargetTables.create(), Map.of());
    assertThat(rows.columns()).containsExactly("id", "_overflow");
    assertThat(rows.count()).isZero();
  }

  @Test
  void expiredItemsAreLeftOut() {
    String table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            item("past", "expires", AttributeValue.fromN("1000")),
            item("long past", "expires", AttributeValue.fromN("1")),
            item("future", "expires", AttributeValue.fromN("200000001")),
            item("text", "expires", AttributeValue.fromS("1000")),
            item("never", "other", AttributeValue.fromBool(true))));

    Dataset<Row> rows = load(table, Map.of("ttl-attribute", "expires", "expired-at", "157766401"));

    assertThat(rows.select("id").collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactlyInAnyOrder("long past", "future", "text", "never");
  }

  @Test
  void everyWrongOptionIsNamedAtOnce() {
    assertThatThrownBy(() -> TestSpark.session()
            .read()
            .format("sluice")
            .option("segments", "none")
            .option("percent", "0")
            .option("numbers", "float")
            .load())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("table", "segments", "percent", "numbers");
  }

  @Test
  void aMissingTableIsSaidSoInOneLine() {
    assertThatThrownBy(() -> load("NoSuchTable", Map.of()))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessage("table NoSuchTable does not exist in this account and region");
  }

  @Test
  void anEndpointThatDoesNotAnswerIsSaidSoSoon() {
    assertThatThrownBy(() -> load("Any", Map.of("endpoint", "http://127.0.0.1:1")))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("cannot be reached");
  }

  private static Map<String, AttributeValue> item(String id, String name, AttributeValue value) {
    return Map.of("id", AttributeValue.fromS(id), name, value);
  }

  private static Dataset<Row> load(String table, Map<String, String> options) {
    TestServers.settings();
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .options(options)
        .load();
  }
}
