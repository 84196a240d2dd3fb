package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What peers' tests of types are about, with the values that the items really have. */
final class PeersTypesTest {
  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  /**
   * Lists of maps, maps of lists (spark-dynamodb's nested data structures). There fields that some elements lack make
   * the whole value null, or are unknown if the first page has none; here each element has the fields of all.
   */
  @Test
  void nestedValuesKeepWhatEachHas() {
    Dataset<Row> rows = rows(
        item(
            "1",
            "people",
            list(map("name", text("a"), "age", number("30")), map("name", text("b")))),
        item("2", "people", list(map("age", number("31.5"), "tags", list(text("x"), text("y"))))),
        item("3", "people", list()));

    assertThat(rows.schema().apply("people").dataType().catalogString())
        .isEqualTo("array<struct<age:decimal(18,8),name:string,tags:array<string>>>");
    assertThat(rows.orderBy("id").toJSON().collectAsList())
        .containsExactly(
            "{\"id\":\"1\",\"people\":[{\"age\":30.00000000,\"name\":\"a\"},{\"name\":\"b\"}]}",
            "{\"id\":\"2\",\"people\":[{\"age\":31.50000000,\"tags\":[\"x\",\"y\"]}]}",
            "{\"id\":\"3\",\"people\":[]}");
  }

  /**
   * NULL against missing, at the top and inside (spark-dynamodb's null values). There both are null and cannot be told
   * apart; here an explicit NULL is in the overflow too.
   */
  @Test
  void nullIsToldFromMissingInside() {
    Dataset<Row> rows = rows(
        item("1", "m", map("a", number("1"), "b", NULL)),
        item("2", "m", map("a", number("2"), "b", text("x"))),
        item("3", "m", NULL),
        item("4", "l", list(text("x"), NULL, text("y"))));

    assertThat(overflow(rows))
        .containsExactly(
            "{\"/m/b\":{\"NULL\":true}}",
            "null",
            "{\"/m\":{\"NULL\":true}}",
            "{\"/l/1\":{\"NULL\":true}}");
    assertThat(rows.orderBy("id").selectExpr("size(l)").collectAsList().get(3).getInt(0))
        .isEqualTo(3);
  }

  /**
   * Every type of value (scylla-migrator's DdbValue). There a number is text without a mark, and its type is lost where
   * the target is Parquet; spark-dynamodb reads it as double, rounded. Here it is exact, and sets are no lists.
   */
  @Test
  void everyTypeIsItself() {
    String digits = "12345678901234567890123456789012345678";
    Dataset<Row> rows = rows(Map.of(
        "id", text("1"),
        "empty", text(""),
        "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])),
        "long", number(digits),
        "bool", AttributeValue.fromBool(false),
        "ss", AttributeValue.fromSs(List.of("a", "b")),
        "ns", AttributeValue.fromNs(List.of("1", "2.5")),
        "l", list(number("1"), text("mixed"))));

    Row row = rows.selectExpr(
            "empty = ''", "length(bytes)", "string(long)", "bool", "ss", "string(ns[0] + ns[1])")
        .head();
    assertThat(row.getBoolean(0)).isTrue();
    assertThat(row.getInt(1)).isZero();
    assertThat(row.getString(2)).isEqualTo(digits);
    assertThat(row.getBoolean(3)).isFalse();
    assertThat(row.getList(4)).hasSize(2);
    assertThat(row.getString(5)).startsWith("3.5");
    assertThat(rows.schema().apply("ss").metadata().getString("dynamodb.type")).isEqualTo("SS");
    assertThat(rows.schema().apply("l").metadata().getString("dynamodb.type")).startsWith("L<");
    assertThat(overflow(rows)).singleElement().asString().contains("/l/");
  }

  private static List<String> overflow(Dataset<Row> rows) {
    return rows.orderBy("id").selectExpr("coalesce(_overflow, 'null')").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Dataset<Row> rows(Map<String, AttributeValue>... items) {
    String table = TargetTables.create();
    TargetTables.put(table, List.of(items));
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load();
  }

  private static Map<String, AttributeValue> item(String id, String name, AttributeValue value) {
    return Map.of("id", text(id), name, value);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }

  private static AttributeValue list(AttributeValue... values) {
    return AttributeValue.fromL(List.of(values));
  }

  private static AttributeValue map(String name, AttributeValue value) {
    return AttributeValue.fromM(Map.of(name, value));
  }

  private static AttributeValue map(
      String name, AttributeValue value, String other, AttributeValue second) {
    return AttributeValue.fromM(Map.of(name, value, other, second));
  }
}
