package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.RandomQuery.Place;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random queries of random tables give what they give of the same rows in memory, read whole. */
final class RandomReadsTest {
  private static final int QUERIES = 14;

  /** Of numbers that do not all fit. */
  private static final List<String> DDL = List.of(
      "n bigint",
      "at bigint, n double",
      "n decimal(2,1)",
      "at decimal(1,0)",
      "n string COMMENT 'N'");

  interface Question {
    Dataset<Row> of(Dataset<Row> rows);
  }

  /** A question, in words. */
  record Asked(String words, int limit, Question question) {}

  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  /** As many tables as {@code -Dsluice.long.count} says; one is told by its seed, which draws it again. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyQueriesGiveTheSame() {
    same(LongTest.seed(15), LongTest.size("count", 300, 8));
  }

  private static void same(long seed, int tables) {
    for (long each = seed; each < seed + tables; each++) {
      Random random = new Random(each);
      List<TableDescription.Key> keys =
          List.of(new TableDescription.Key("id", "S"), new TableDescription.Key("at", "N"));
      keys = keys.subList(0, 1 + random.nextInt(2));
      String table = TargetTables.create(keys);
      TargetTables.put(table, keys, items(each, keys.size() > 1, random).stream());
      same("seed " + each, table, random);
      TestServers.dynamoDb().deleteTable(d -> d.tableName(table));
    }
  }

  /** Values change places, so that few items have what others have, and other types and names beside. */
  static List<Map<String, AttributeValue>> items(long seed, boolean sort, Random random) {
    RandomRows drawn = new RandomRows(seed);
    RandomItems other = new RandomItems(seed);
    TreeSet<String> names = new TreeSet<>(drawn.names());
    names.removeAll(List.of("id", "at", "sort key"));
    names.stream().skip(2).toList().forEach(names::remove);
    RandomShape shapes = new RandomShape(random);
    List<Supplier<AttributeValue>> shaped =
        List.of(shapes.structs(2), shapes.next(3), shapes.structs(2), shapes.next(2));
    return IntStream.range(0, 36)
        .mapToObj(i -> {
          Map<String, AttributeValue> item = new HashMap<>();
          for (String name : names) {
            Map<String, AttributeValue> source = drawn.items().get(random.nextInt(12));
            AttributeValue value = random.nextInt(15) == 0 ? other.value(2) : source.get(name);
            String called = random.nextInt(12) == 0 ? name.toUpperCase(Locale.ROOT) : name;
            if (value != null) {
              item.put(called, value);
            }
          }
          for (int s = 0; s < shaped.size(); s++) {
            if (random.nextInt(7) > 0) {
              item.put(
                  "shape " + s,
                  random.nextInt(15) == 0 ? other.value(2) : shaped.get(s).get());
            }
          }
          item.put("n", AttributeValue.fromN(i % 3 == 0 ? "0." + i % 4 : "" + i % 5));
          item.put("id", AttributeValue.fromS("k" + (sort ? i % 5 : i)));
          item.put("at", AttributeValue.fromN(i % 7 == 6 ? i + ".5" : "" + i));
          return item;
        })
        .toList();
  }

  private static void same(String told, String table, Random random) {
    boolean caseSensitive = random.nextInt(3) == 0;
    SparkSession spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.caseSensitive", caseSensitive);
    SparkSession.setActiveSession(spark);
    Dataset<Row> read = spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("segments", 1 + random.nextInt(3))
        .option("sample-items", random.nextInt(3) == 0 ? 1 : 1_000)
        .option("numbers", random.nextInt(4) == 0 ? "double" : "exact")
        .option("ddl", DDL.get(random.nextInt(DDL.size())))
        .load();
    List<Row> rows = read.collectAsList();
    assertThat(rows).as(told).hasSize(36);
    Dataset<Row> memory = spark.createDataFrame(rows, read.schema());
    RandomQuery query = new RandomQuery(random, read.schema(), rows, caseSensitive);
    for (int i = 0; i < QUERIES; i++) {
      Asked asked = asked(query, random);
      same(told + ", query " + i + ": " + asked.words, asked, read, memory);
    }
  }

  static void same(String told, Asked asked, Dataset<Row> read, Dataset<Row> memory) {
    List<String> wanted;
    List<String> found;
    try {
      wanted = shown(asked.question.of(memory));
      Dataset<Row> all = asked.question.of(read);
      found = shown(asked.limit > 0 ? all.limit(asked.limit) : all);
    } catch (Exception e) {
      throw new AssertionError(told, e);
    }
    if (asked.limit > 0) {
      assertThat(found).as(told).hasSize(Math.min(asked.limit, wanted.size()));
      found.forEach(
          row -> assertThat(wanted.remove(row)).as(told + " gives " + row).isTrue());
    } else {
      assertThat(found).as(told).isEqualTo(wanted);
    }
  }

  static Asked asked(RandomQuery query, Random random) {
    // a predicate alone is one that DynamoDB may evaluate for good
    String where = random.nextInt(6) == 0
        ? "id = 'k" + random.nextInt(6) + "' AND " + query.predicate(1)
        : random.nextInt(8) == 0 ? "true" : query.predicate(random.nextInt(3));
    return switch (random.nextInt(8)) {
      case 6 -> first(query, random);
      case 7 -> byKey(query, random);
      case 0 -> asked("count", where, 0, rows -> rows.groupBy().count());
      case 1 -> grouped(query, where);
      case 2 -> exploded(query, where);
      case 3 -> {
        String columns = query.selection(2);
        yield asked(columns, where, 1 + random.nextInt(9), rows -> select(rows, columns));
      }
      default -> {
        String columns = query.selection(1 + random.nextInt(5));
        yield asked(columns, where, 0, rows -> select(rows, columns));
      }
    };
  }

  private static Asked asked(String what, String where, int limit, Question question) {
    return new Asked(
        what + " WHERE " + where + (limit > 0 ? " LIMIT " + limit : ""),
        limit,
        rows -> question.of(rows.where(where)));
  }

  private static Dataset<Row> select(Dataset<Row> rows, String columns) {
    rows.createOrReplaceTempView("random_reads");
    return rows.sparkSession().sql("SELECT " + columns + " FROM random_reads");
  }

  private static Asked grouped(RandomQuery query, String where) {
    String by = query.scalar().sql();
    String of = query.scalar().sql();
    return asked(
        "count, min, max of " + of + " BY " + by, where, 0, rows -> rows.groupBy(functions.expr(by))
            .agg(
                functions.expr("count(1)"),
                functions.expr("count(" + of + ")"),
                functions.expr("min(" + of + ")"),
                functions.expr("max(" + of + ")")));
  }

  /** The first rows of some keys. Rows of equal order differ in what is not compared. */
  private static Asked first(RandomQuery query, Random random) {
    String where = keys(random) + (random.nextBoolean() ? " AND (" + query.predicate(1) + ")" : "");
    String order = random.nextBoolean() ? "at DESC" : "at NULLS LAST";
    String sql =
        "ORDER BY " + order + " LIMIT " + (1 + random.nextInt(9)) + " OFFSET " + random.nextInt(3);
    return asked(sql, where, 0, rows -> {
      rows.createOrReplaceTempView("random_reads");
      return rows.sparkSession().sql("SELECT at FROM random_reads " + sql);
    });
  }

  private static Asked byKey(RandomQuery query, Random random) {
    String where = keys(random) + (random.nextBoolean() ? " AND (" + query.predicate(0) + ")" : "");
    String of = random.nextInt(3) == 0 ? "count(1), count(at)" : "min(at), max(at)";
    String by = random.nextBoolean() ? " GROUP BY id" : "";
    return asked(of + by, where, 0, rows -> {
      rows.createOrReplaceTempView("random_reads");
      return rows.sparkSession().sql("SELECT " + of + " FROM random_reads" + by);
    });
  }

  private static String keys(Random random) {
    String ids = "id IN ('k" + random.nextInt(6) + "', 'k" + random.nextInt(6) + "')";
    return ids
        + switch (random.nextInt(4)) {
          case 0 -> " AND at > 7";
          case 1 -> " AND at < 30 AND at >= 3";
          default -> "";
        };
  }

  private static Asked exploded(RandomQuery query, String where) {
    Place place = query.container();
    boolean list = place.type() instanceof ArrayType;
    String columns = "explode_outer(" + place.sql() + ")" + (list ? " AS x" : " AS (k, x)");
    return asked(columns, where, 0, rows -> {
      Dataset<Row> exploded = select(rows, columns);
      return exploded.select("x");
    });
  }

  /** Sorted. */
  private static List<String> shown(Dataset<Row> rows) {
    return new ArrayList<>(
        rows.collectAsList().stream().map(RandomReadsTest::shown).sorted().toList());
  }

  static String shown(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "X" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Row row) {
      return IntStream.range(0, row.size())
          .mapToObj(i -> shown(row.get(i)))
          .toList()
          .toString();
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<String, String> members = new HashMap<>();
      Reassembled.scalaMap(map).forEach((name, member) -> members.put(shown(name), shown(member)));
      return new java.util.TreeMap<>(members).toString();
    }
    return value instanceof scala.collection.Seq<?> list
        ? Reassembled.scalaList(list).stream()
            .map(RandomReadsTest::shown)
            .toList()
            .toString()
        : String.valueOf(value);
  }
}
