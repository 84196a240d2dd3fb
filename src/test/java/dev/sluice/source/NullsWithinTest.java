package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A NULL within a map or a list is none of the values of its type, however the rows are read and expressions evaluated. */
final class NullsWithinTest {
  private static final String SCHEMA =
      "id string, m struct<n: bigint, s: string, f: double, b: boolean>, l array<bigint>,"
          + " deep array<struct<n: bigint, f: double>>, named map<string, bigint>";

  /** What an expression without generated code sees; each element is a way of its own. */
  private static final List<String> SEEN = List.of(
      "id",
      "m.n",
      "m.s",
      "m.f",
      "m.b",
      "transform(l, x -> x IS NULL)",
      "exists(l, x -> x = 0)",
      "filter(l, x -> x >= 0)",
      "aggregate(l, 0L, (sum, x) -> sum + coalesce(x, 1000L))",
      "transform(deep, d -> coalesce(d.n, -1L))",
      "transform(deep, d -> coalesce(d.f, -1D))",
      "transform_values(named, (k, v) -> coalesce(v, -1L))",
      "map_filter(named, (k, v) -> v = 0)",
      "zip_with(l, l, (x, y) -> coalesce(x, y, -1L))",
      "array_sort(l, (x, y) -> CASE WHEN x IS NULL THEN -1 WHEN y IS NULL THEN 1 ELSE 0 END)",
      "to_json(struct(m, l, deep, named))");

  private static String table = "";

  @BeforeAll
  static void fill() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            item("nulls", AttributeValue.fromNul(true), AttributeValue.fromNul(true)),
            item("zeros", AttributeValue.fromN("0"), AttributeValue.fromBool(false)),
            item("ones", AttributeValue.fromN("1"), AttributeValue.fromBool(true)),
            Map.of("id", AttributeValue.fromS("none"))));
  }

  @AfterAll
  static void drop() {
    TestServers.dynamoDb().deleteTable(d -> d.tableName(table));
  }

  private static Map<String, AttributeValue> item(String id, AttributeValue n, AttributeValue b) {
    AttributeValue text = AttributeValue.fromS(id);
    AttributeValue members = AttributeValue.fromM(Map.of("n", n, "f", n, "b", b, "s", text));
    AttributeValue two = AttributeValue.fromN("2");
    return Map.of(
        "id",
        text,
        "m",
        members,
        "l",
        AttributeValue.fromL(List.of(n, two, n)),
        "deep",
        AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("n", n, "f", n)))),
        "named",
        AttributeValue.fromM(Map.of("x", n, "y", two)));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "columnar, CODEGEN_ONLY",
    "columnar, NO_CODEGEN",
    "by row, CODEGEN_ONLY",
    "by row, NO_CODEGEN",
    "limited, CODEGEN_ONLY",
    "limited, NO_CODEGEN"
  })
  void areNullToEveryExpression(String way, String mode) {
    var session = TestSpark.interpreted();
    session.conf().set("spark.sql.codegen.factoryMode", mode);
    session.conf().set("spark.sql.codegen.wholeStage", mode.equals("CODEGEN_ONLY"));
    var reader = session
        .read()
        .format("sluice")
        .schema(way.equals("columnar") ? SCHEMA + ", _overflow string" : SCHEMA)
        .options(SampleReads.options())
        .option("table", table);
    Dataset<Row> read = way.equals("limited") ? reader.load().limit(100) : reader.load();
    Dataset<Row> inMemory = session.createDataFrame(read.collectAsList(), read.schema());

    assertThat(read.queryExecution().toString())
        .contains(way.equals("columnar") ? ", columnar" : ", row by row");
    assertThat(seen(read)).isEqualTo(seen(inMemory));
    for (String seen : SEEN.subList(1, SEEN.size())) {
      String isNull = "(" + seen + ") IS NULL";
      assertThat(read.where(isNull).select("id").collectAsList())
          .as(isNull)
          .containsExactlyInAnyOrderElementsOf(
              inMemory.where(isNull).select("id").collectAsList());
    }
  }

  private static List<String> seen(Dataset<Row> rows) {
    List<String> seen =
        new ArrayList<>(rows.selectExpr(SEEN.toArray(String[]::new)).collectAsList().stream()
            .map(Row::toString)
            .toList());
    seen.sort(null);
    return seen;
  }
}
