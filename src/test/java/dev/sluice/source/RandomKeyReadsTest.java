package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random aggregates and first rows under random key conditions give what Spark gives over the same rows in memory. Some
 * of the values of the sort key do not fit its column.
 */
final class RandomKeyReadsTest {
  private static final int EACH = 30;
  private static final int QUERIES = 20;

  private static final Map<String, String> TABLES = new TreeMap<>();

  private final SparkSession spark = session();

  private static SparkSession session() {
    SparkSession spark = TestSpark.interpreted();
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    return spark;
  }

  /** A table, read in some way: its partition key and its sort key, and the values that both are compared with. */
  private record Read(String partition, List<String> groups, String sort, List<String> values) {}

  static Stream<Case> cases() {
    return Stream.of(
        ofTable("S", "at string, n bigint"),
        ofTable("S", "at string, n decimal(4,2)", "ttl-attribute", "expires", "expired-at", "2000"),
        ofTable("N", "at bigint, n bigint"),
        ofTable("N", "at decimal(5,0), n double", "ttl-attribute", "expires", "expired-at", "2000"),
        ofTable("N", "at decimal(38,1), n bigint"),
        ofTable("N", "at double, n bigint"),
        numbersAsText(),
        ofTable("B", "at binary, n decimal(3,1)"),
        ofIndex("rank bigint"),
        ofIndex("rank decimal(5,2)"));
  }

  /** A read with its options. */
  private record Case(Read read, String type, List<String> options) {}

  private static Case ofTable(String type, String ddl, String... more) {
    Read read = new Read("device", KeyTables.DEVICES, "at", values(type));
    return new Case(
        read, type, Stream.concat(Stream.of("ddl", ddl), Stream.of(more)).toList());
  }

  /** Spark orders them as text, so that only counts are pushed. */
  private static Case numbersAsText() {
    List<String> texts = values("N").stream().map(number -> "'" + number + "'").toList();
    Read read = new Read("device", KeyTables.DEVICES, "at", texts);
    return new Case(read, "N", List.of("ddl", "at string COMMENT 'N', n bigint"));
  }

  /** Several items have the same keys there. */
  private static Case ofIndex(String ddl) {
    List<String> ranks = IntStream.range(0, 9).mapToObj(Integer::toString).toList();
    Read read = new Read("status", List.of("ok", "bad", "none"), "rank", ranks);
    return new Case(read, "N", List.of("ddl", ddl, "index", "byStatus"));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("cases")
  void keysGiveTheSame(Case each) {
    assertThat(compare(each, each.options.toString().hashCode(), QUERIES)).isPositive();
  }

  /** As many queries of each as {@code -Dsluice.long.count} says. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("cases")
  void manyQueriesGiveTheSame(Case each) {
    int queries = LongTest.size("count", 300, 40);
    long seed = LongTest.seed(15);
    assertThat(compare(each, seed, queries)).isPositive();
  }

  @Test
  void keysOfOneTableGiveTheSame() {
    assertThat(compare(ofTable("N", "at bigint, n bigint"), 21, 5)).isPositive();
  }

  /** Returns how many queries were answered by their keys. */
  private int compare(Case each, long seed, int queries) {
    Read read = each.read;
    Dataset<Row> source = spark
        .read()
        .format("sluice")
        .options(KeyTables.options(table(each.type), each.options.toArray(String[]::new)))
        .load();
    List<Row> rows = source.collectAsList();
    assertThat(rows).isNotEmpty();
    Dataset<Row> memory = spark.createDataFrame(rows, source.schema());
    Random random = new Random(seed);
    int pushed = 0;
    for (int i = 0; i < queries; i++) {
      String sql = random.nextBoolean() ? aggregates(read, random) : top(read, random);
      String plan = compare(sql, source, memory);
      pushed +=
          plan.contains("by Query") || plan.contains("counted by") || plan.contains("top ") ? 1 : 0;
    }
    return pushed;
  }

  private String compare(String sql, Dataset<Row> source, Dataset<Row> memory) {
    memory.createOrReplaceTempView("t");
    List<Row> expected = spark.sql(sql).collectAsList();
    List<String> all = shown(spark.sql(sql.replaceAll(" LIMIT.*", "")).collectAsList());
    source.createOrReplaceTempView("t");
    Dataset<Row> asked = spark.sql(sql);
    List<Row> found = asked.collectAsList();
    if (sql.contains("ORDER BY")) {
      // of rows with equal order any may come
      int by = sql.indexOf("key0") < 0 ? 1 : 2;
      assertThat(shown(heads(found, by))).as(sql).isEqualTo(shown(heads(expected, by)));
      shown(found)
          .forEach(row -> assertThat(all.remove(row)).as(sql + ": " + row).isTrue());
    } else {
      assertThat(shown(found).stream().sorted().toList())
          .as(sql)
          .isEqualTo(shown(expected).stream().sorted().toList());
    }
    return asked.queryExecution().toString();
  }

  private static List<Row> heads(List<Row> rows, int columns) {
    return rows.stream()
        .map(row ->
            RowFactory.create(IntStream.range(0, columns).mapToObj(row::get).toArray()))
        .toList();
  }

  private static String aggregates(Read read, Random random) {
    List<String> counts =
        List.of("count(*)", "count(1)", "count(" + read.sort + ")", "count(n)", "count(text)");
    List<String> extremes = List.of("min(" + read.sort + ")", "max(" + read.sort + ")");
    List<String> from = new ArrayList<>(random.nextInt(3) == 0 ? counts : extremes);
    if (random.nextInt(5) == 0) {
      from.addAll(counts);
    }
    String functions =
        some(from, random) + (random.nextInt(3) == 0 ? ", " + some(from, random) : "");
    boolean grouped = random.nextInt(3) == 0;
    return "SELECT " + functions + (grouped ? ", " + read.partition : "") + " FROM t WHERE "
        + where(read, random) + (grouped ? " GROUP BY " + read.partition : "");
  }

  private static String top(Read read, Random random) {
    String direction = random.nextInt(3) == 0 ? "" : " DESC";
    direction += random.nextInt(4) == 0 ? some(List.of(" NULLS FIRST", " NULLS LAST"), random) : "";
    boolean partition = random.nextInt(3) == 0;
    String keys =
        partition ? read.partition + " AS key0, " + read.sort + " AS key1" : read.sort + " AS key1";
    return "SELECT " + keys + ", text, device, at, n FROM t WHERE " + where(read, random)
        + " ORDER BY " + (partition ? read.partition + ", " : "") + read.sort + direction
        + " LIMIT "
        + (1 + random.nextInt(12)) + (random.nextInt(4) == 0 ? " OFFSET " + random.nextInt(6) : "");
  }

  private static String where(Read read, Random random) {
    List<String> all = new ArrayList<>(List.of(partition(read, random)));
    if (random.nextInt(2) == 0) {
      all.add(range(read, random));
    }
    if (random.nextInt(3) == 0) {
      all.add(some(
          List.of(
              "n = 2",
              "n IN (1, 2) AND n IS NOT NULL",
              "text LIKE 't%'",
              "text = 't1' OR text IS NULL",
              "n IS NOT NULL",
              "n > 1",
              "NOT (text = 't2')",
              "length(text) = 2"),
          random));
    }
    return String.join(" AND ", all);
  }

  private static String partition(Read read, Random random) {
    String one = "'" + some(read.groups, random) + "'";
    String other = "'" + some(read.groups, random) + "'";
    return random.nextInt(10) == 0
        ? read.partition + " >= " + one
        : random.nextBoolean()
            ? read.partition + " = " + one
            : read.partition + " IN (" + one + ", " + other + ", 'absent')";
  }

  private static String range(Read read, Random random) {
    String one = some(read.values, random);
    String other = some(read.values, random);
    String low = read.sort + some(List.of(" > ", " >= "), random) + one;
    String high = read.sort + some(List.of(" < ", " <= "), random) + other;
    return switch (random.nextInt(7)) {
      case 0 -> read.sort + " = " + one;
      case 1 -> low;
      case 2 -> high;
      case 3 -> read.sort + " IS NOT NULL";
      case 4 -> read.sort + " BETWEEN " + one + " AND " + other;
      default -> low + " AND " + high;
    };
  }

  private static List<String> values(String type) {
    return switch (type) {
      case "S" -> List.of("'Z'", "'a'", "'a3'", "'z'", "'z1'", "'é4'", "'é'", "'Z18'");
      case "B" -> List.of("X'00'", "X'25'", "X'2501'", "X'80'", "X'FF'", "X'B905'");
      default -> List.of("0", "3", "5", "6", "12", "24", "29", "-7");
    };
  }

  private static String table(String type) {
    return TABLES.computeIfAbsent(type, t -> KeyTables.create(t, EACH));
  }

  private static <T> T some(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static List<String> shown(List<Row> rows) {
    List<String> shown = new ArrayList<>();
    rows.forEach(row -> shown.add(
        IntStream.range(0, row.size()).mapToObj(i -> shown(row.get(i))).toList().toString()));
    return shown;
  }

  private static String shown(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
