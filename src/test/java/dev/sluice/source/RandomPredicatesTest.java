package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random predicates give the rows, counts and limits that Spark finds among the same rows in memory. */
final class RandomPredicatesTest {
  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  /** As many predicates of each kind of table as {@code -Dsluice.long.count} says. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyTheSameAsInMemory() {
    long seed = LongTest.seed(17);
    int count = LongTest.size("count", 335, 15);
    for (PredicateTable kind : PredicateTable.values()) {
      for (int done = 0; done < count; done += 50) {
        same(kind, seed++, Math.min(50, count - done));
      }
    }
  }

  private static void same(PredicateTable kind, long seed, int predicates) {
    Random random = new Random(seed * 31 + kind.name().hashCode());
    SparkSession spark = session(random);
    PredicateTable.Filled filled = kind.fill(spark, random);
    Dataset<Row> read = filled.rows();
    List<Row> all = read.collectAsList();
    RandomQuery query = new RandomQuery(random, read.schema(), all, false);
    List<String> drawn = IntStream.range(0, predicates)
        .mapToObj(i -> predicate(kind, query, random))
        .toList();
    Dataset<Row> memory = spark.createDataFrame(all, read.schema()).coalesce(1);
    List<Row> truth = inMemory(memory, drawn);
    for (int i = 0; i < predicates; i++) {
      int number = i;
      List<String> wanted = IntStream.range(0, all.size())
          .filter(row -> Boolean.TRUE.equals(truth.get(row).get(number)))
          .mapToObj(row -> RandomReadsTest.shown(all.get(row)))
          .sorted()
          .toList();
      String told = kind + ", seed " + seed + ": " + drawn.get(i);
      check(told, read.where(drawn.get(i)), wanted, random);
      if (random.nextInt(3) == 0) {
        ends(told, kind, read.where(drawn.get(i)), memory.where(drawn.get(i)), random);
      }
    }
    TestServers.dynamoDb().deleteTable(d -> d.tableName(filled.table()));
  }

  private static SparkSession session(Random random) {
    SparkSession spark = TestSpark.interpreted();
    spark.conf().set("spark.sql.adaptive.enabled", false);
    spark.conf().set("spark.sql.ansi.enabled", random.nextBoolean());
    SparkSession.setActiveSession(spark);
    return spark;
  }

  /** Mostly with conditions on keys, of which Queries are made. */
  private static String predicate(PredicateTable kind, RandomQuery query, Random random) {
    List<String> parts = new ArrayList<>();
    for (String key : kind.keys()) {
      if (random.nextInt(3) > 0) {
        parts.add(query.about(key));
      }
      if (random.nextInt(4) == 0) {
        parts.add(query.about(key));
      }
    }
    if (parts.isEmpty() || random.nextBoolean()) {
      parts.add("(" + query.predicate(random.nextInt(3)) + ")");
    }
    return String.join(" AND ", parts);
  }

  /** Whether each row has each of the predicates. */
  private static List<Row> inMemory(Dataset<Row> memory, List<String> predicates) {
    Column[] columns = predicates.stream().map(functions::expr).toArray(Column[]::new);
    return memory.select(columns).collectAsList();
  }

  private static void check(String told, Dataset<Row> found, List<String> wanted, Random random) {
    assertThat(shown(found)).as(told).isEqualTo(wanted);
    assertThat(found.count()).as("count of " + told).isEqualTo(wanted.size());
    int limit = 1 + random.nextInt(8);
    List<String> some = shown(found.limit(limit));
    assertThat(some).as("limit %d of %s", limit, told).hasSize(Math.min(limit, wanted.size()));
    List<String> left = new ArrayList<>(wanted);
    some.forEach(row -> assertThat(left.remove(row)).as("limit of " + told).isTrue());
  }

  /** The first values of the last key in some order, and the least and the greatest. */
  private static void ends(
      String told, PredicateTable kind, Dataset<Row> found, Dataset<Row> memory, Random random) {
    String key = "`" + kind.keys().get(kind.keys().size() - 1) + "`";
    Column order = List.of(
            functions.col(key).asc(),
            functions.col(key).desc(),
            functions.col(key).asc_nulls_last())
        .get(random.nextInt(3));
    int limit = 1 + random.nextInt(5);
    assertThat(inOrder(found.orderBy(order).limit(limit).select(key)))
        .as("%d by %s of %s", limit, order, told)
        .isEqualTo(inOrder(memory.orderBy(order).limit(limit).select(key)));
    for (String of : List.of("min", "max", "count")) {
      Column aggregate = functions.expr(of + "(" + key + ")");
      assertThat(inOrder(found.groupBy().agg(aggregate)))
          .as("%s of %s", of, told)
          .isEqualTo(inOrder(memory.groupBy().agg(aggregate)));
    }
  }

  private static List<String> inOrder(Dataset<Row> rows) {
    return Arrays.stream((Row[]) rows.collect()).map(RandomReadsTest::shown).toList();
  }

  /** Sorted. */
  private static List<String> shown(Dataset<Row> rows) {
    Row[] found = (Row[]) rows.collect();
    return Arrays.stream(found).map(RandomReadsTest::shown).sorted().toList();
  }
}
