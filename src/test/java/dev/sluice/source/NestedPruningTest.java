package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Fields within structs, maps and lists, and in one another: the same as of the whole attributes in memory, with Spark's
 * nested pruning and without, by ANSI's rules and without them.
 */
final class NestedPruningTest {
  private static final String PRUNING = "spark.sql.optimizer.nestedSchemaPruning.enabled";

  /** Columns and a filter. */
  static final List<String> QUESTIONS = List.of(
      "s.a; true",
      "s.b.c; s.a > 3",
      "s.b.d.e; s.b.c = 'c1'",
      "s.b.d[0].f AS f; s.b.d[0].e > 1",
      "s.b.d; s.b IS NOT NULL",
      "s.b.d.h[0] AS h; s.b.d.h[0][1] > 4",
      "users['u0'].x AS x; users['u0'].y IS NULL",
      "users['u4'].y AS y, users['u4'].x AS x; true",
      "map_keys(users) AS k; size(users) > 2",
      "map_values(users).x AS x; map_values(users)[0].y IS NOT NULL",
      "element_at(users, 'u0').y AS y; users IS NOT NULL",
      "l.e; l[0].f = 'f1'",
      "l[0].h[1] AS h, s.z; l[0].e IN (1, 2)",
      "l.h[0] AS h; size(l) = 2",
      "transform(l, x -> x.e) AS e; exists(l, x -> x.f = 'f2')",
      "filter(l, x -> x.e > 1).f AS f; true",
      "aggregate(l, 0L, (n, x) -> n + coalesce(x.e, 0)) AS n; true",
      "named_struct('p', s.b.c, 'q', l.f) AS n; s.b.c IS NOT NULL OR l IS NULL",
      "coalesce(s.b.c, l[1].f) AS c; s IS NULL OR s.a IS NULL",
      "s; s.b.c <=> NULL",
      "users; l[1].f = 'f0' AND s.a <> 2");

  private static String table;
  private static SparkSession spark;
  private static Dataset<Row> memory;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    TargetTables.put(
        table, IntStream.range(0, 24).mapToObj(NestedPruningTest::item).toList());
    spark = TestSpark.interpreted();
    SparkSession.setActiveSession(spark);
    Dataset<Row> rows = rows();
    memory = spark.createDataFrame(rows.collectAsList(), rows.schema());
  }

  @AfterAll
  static void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  private interface Question {
    Dataset<Row> of(Dataset<Row> rows);
  }

  /** Some fields are missing, NULL or of another type, at every depth. */
  private static Map<String, AttributeValue> item(int i) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", s("i" + i));
    item.put("s", odd(i, 11, map("a", odd(i, 5, n(i)), "b", odd(i, 7, inner(i)), "z", s("z"))));
    item.put("users", odd(i, 9, users(i)));
    item.put("l", odd(i, 8, AttributeValue.fromL(List.of(element(i), odd(i, 3, element(i + 1))))));
    return item;
  }

  private static AttributeValue inner(int i) {
    return map("c", odd(i, 3, s("c" + i % 4)), "d", AttributeValue.fromL(List.of(element(i))));
  }

  private static AttributeValue element(int i) {
    AttributeValue numbers = AttributeValue.fromL(List.of(n(i), n(i + 1)));
    return map("e", odd(i, 4, n(i % 5)), "f", s("f" + i % 3), "h", odd(i, 6, numbers));
  }

  private static AttributeValue users(int i) {
    Map<String, AttributeValue> users = new HashMap<>();
    for (int user = 0; user < 3; user++) {
      users.put("u" + (user == 0 ? 0 : i * 3 + user), map("x", n(i), "y", odd(i, 4, s("y" + i))));
    }
    return AttributeValue.fromM(users);
  }

  private static AttributeValue odd(int i, int every, AttributeValue value) {
    return i % every > 0
        ? value
        : List.of(AttributeValue.fromNul(true), s("odd"), AttributeValue.fromM(Map.of()))
            .get(i / every % 3);
  }

  @Test
  void attributesAreStructsMapsAndLists() {
    StructType schema = memory.schema();

    assertThat(schema.apply("s").dataType()).isInstanceOf(StructType.class);
    assertThat(schema.apply("users").dataType())
        .isInstanceOfSatisfying(
            MapType.class, map -> assertThat(map.keyType()).isEqualTo(DataTypes.StringType));
    assertThat(schema.apply("l").dataType().simpleString()).startsWith("array<struct<");
  }

  @ParameterizedTest
  @FieldSource("QUESTIONS")
  void theSameAsOfWholeAttributes(String columnsAndFilter) {
    assertSame(columnsAndFilter, true, true);
  }

  @Tag("thorough")
  @ParameterizedTest
  @FieldSource("QUESTIONS")
  void theSameWithoutAnsiAndWithoutPruning(String columnsAndFilter) {
    assertSame(columnsAndFilter, true, false);
    assertSame(columnsAndFilter, false, true);
    assertSame(columnsAndFilter, false, false);
  }

  private static void assertSame(String columnsAndFilter, boolean pruning, boolean ansi) {
    String[] parts = columnsAndFilter.split("; ", -1);
    Question question = rows -> {
      rows.createOrReplaceTempView("nested");
      return spark.sql("SELECT " + parts[0] + " FROM nested WHERE " + parts[1]);
    };
    spark.conf().set(PRUNING, pruning);
    // of an index that a list does not have ANSI makes an error: of both
    spark.conf().set("spark.sql.ansi.enabled", ansi && !columnsAndFilter.contains("["));
    assertThat(shown(question.of(rows()))).isNotEmpty().isEqualTo(shown(question.of(memory)));
  }

  /** A row for each element or entry, and fields of what explode gave. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "explode(l) AS x; x.e, x.h",
        "explode_outer(l.f) AS x; x",
        "explode(users) AS (k, x); k, x.y",
        "inline(s.b.d); f",
        "posexplode(s.b.d.e) AS (p, x); p, x"
      })
  void fieldsOfExplodedElements(String explode, String fields) {
    spark.conf().set(PRUNING, true);
    String[] columns = fields.split(", ");

    assertThat(shown(rows().selectExpr(explode).selectExpr(columns)))
        .isNotEmpty()
        .isEqualTo(shown(memory.selectExpr(explode).selectExpr(columns)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s.b.c; s struct<b: struct<c: string>>",
        "users['u0'].x AS x; users map<string, struct<x: bigint>>",
        "map_values(users).y AS y; users map<string, struct<y: string>>",
        "l.e; l array<struct<e: bigint>>",
        "s.b.d.f; s struct<b: struct<d: array<struct<f: string>>>>"
      })
  void onlyTheseFieldsAreDecoded(String column, String read) {
    spark.conf().set(PRUNING, true);
    StructType leaf = rows()
        .selectExpr(column)
        .queryExecution()
        .optimizedPlan()
        .collectLeaves()
        .head()
        .schema();

    assertThat(leaf.simpleString()).isEqualTo(StructType.fromDDL(read).simpleString());
  }

  /** Sorted. */
  private static List<String> shown(Dataset<Row> rows) {
    return Arrays.stream((Row[]) rows.collect())
        .map(RandomReadsTest::shown)
        .sorted()
        .toList();
  }

  private static Dataset<Row> rows() {
    return spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("segments", "1")
        .load();
  }

  private static AttributeValue map(
      String a, AttributeValue x, String b, AttributeValue y, String c, AttributeValue z) {
    return AttributeValue.fromM(Map.of(a, x, b, y, c, z));
  }

  private static AttributeValue map(String a, AttributeValue x, String b, AttributeValue y) {
    return AttributeValue.fromM(Map.of(a, x, b, y));
  }

  private static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue n(int value) {
    return AttributeValue.fromN("" + value);
  }
}
