package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests that counts, extremes and the first rows of a partition send, and the items that they read. */
final class KeyReadsTest {
  private static final int EACH = 120;
  private static final String LONGS = "at bigint, n bigint";

  private static SparkSession spark;
  private static String texts;
  private static String numbers;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

  /** A Scan or Query, with its limit and the number of items that DynamoDB read for it. */
  private record Sent(
      String operation, int limit, boolean forward, boolean countOnly, int scanned) {}

  @BeforeAll
  static void create() {
    spark = TestSpark.interpreted();
    texts = KeyTables.create("S", EACH);
    numbers = KeyTables.create("N", EACH);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aCountReadsItsOwnPartitionOnly() {
    assertThat(rows(texts, "SELECT count(*), count(1), count(at) FROM t WHERE device = 'a'"))
        .isEqualTo("[[120,120,120]]");

    assertThat(sent).containsExactly(new Sent("Query", 0, true, true, EACH));
  }

  @Test
  void topRowsReadAsManyItems() {
    assertThat(rows(texts, "SELECT at FROM t WHERE device = 'a' ORDER BY at DESC LIMIT 3"))
        .isEqualTo("[[é96], [é92], [é88]]");

    assertThat(sent).containsExactly(new Sent("Query", 3, false, false, 3));
  }

  @Test
  void topRowsOfAnOffsetReadTheRowsBeforeThemToo() {
    assertThat(rows(texts, "SELECT at FROM t WHERE device = 'a' ORDER BY at DESC LIMIT 2 OFFSET 1"))
        .isEqualTo("[[é92], [é88]]");

    assertThat(sent).containsExactly(new Sent("Query", 3, false, false, 3));
  }

  @Test
  void aLimitReadsNoMoreItems() {
    rows(texts, "SELECT at FROM t WHERE device IN ('a', 'b') LIMIT 4");
    // tasks of one row may stop before the second begins
    assertThat(sent).contains(new Sent("Query", 4, true, false, 4)).doesNotHaveDuplicates();
  }

  /** A fraction is null in a column of longs, so neither 1.25 nor what is left of it is more than 1. */
  @Test
  void filtersOfNumbersDoNotKeepTopRowsInSpark() {
    String sql =
        "SELECT at, n FROM t WHERE device = 'a' AND n > 1 AND n <> 3 ORDER BY at DESC LIMIT 2";
    Dataset<Row> asked = asked(texts, LONGS, sql);

    assertThat(plan(asked)).contains("top 2 by at descending", "checked in the rows [n]");
    assertThat(asked.collectAsList()).hasSize(2).allMatch(r -> r.getLong(1) == 2);
    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isLessThan(EACH);
  }

  @Test
  void eachPartitionHasItsOwnTopRows() {
    rows(texts, "SELECT at FROM t WHERE device IN ('a', 'b', 'no') ORDER BY device, at LIMIT 5");

    assertThat(sent)
        .containsExactlyInAnyOrder(
            new Sent("Query", 5, true, false, 5),
            new Sent("Query", 5, true, false, 5),
            new Sent("Query", 5, true, false, 0));
  }

  @Test
  void extremesAreTheEndsOfAQuery() {
    assertThat(rows(texts, "SELECT max(at) FROM t WHERE device = 'a'")).isEqualTo("[[é96]]");
    assertThat(sent).containsExactly(new Sent("Query", 1, false, false, 1));
    sent.clear();

    assertThat(rows(texts, "SELECT min(at), max(at) FROM t WHERE device = 'a' AND at < 'b'"))
        .isEqualTo("[[Z10,a99]]");
    assertThat(sent)
        .containsExactlyInAnyOrder(
            new Sent("Query", 1, true, false, 1), new Sent("Query", 1, false, false, 1));
  }

  /** -1E20 and the like come first; they do not fit, so that they are null and no minimum. */
  @Test
  void valuesThatDoNotFitAreNoExtremes() {
    assertThat(rows(numbers, "SELECT min(at), max(at) FROM t WHERE device = 'a'"))
        .isEqualTo("[[1,119]]");
    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isLessThan(35);
  }

  @Test
  void newestFirstIsPushedForNumbersToo() {
    assertThat(rows(
            numbers,
            "SELECT at FROM t WHERE device = 'a' AND at < 117 AND at > 5 ORDER BY at DESC LIMIT 3"))
        .isEqualTo("[[116], [114], [113]]");

    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isLessThan(50);
    assertThat(sent).allMatch(s -> s.operation.equals("Query") && !s.forward);
  }

  /** Nulls come first, and could be anywhere in the partition. */
  @Test
  void smallestFirstIsPushedForNumbersWhereNullsAreExcludedOrLast() {
    String first = "SELECT at FROM t WHERE device = 'a' ORDER BY at LIMIT 14";
    assertThat(rows(numbers, first)).startsWith("[[null], [null], ");
    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isEqualTo(EACH);
    sent.clear();

    for (String sql : List.of(
        "SELECT at FROM t WHERE device = 'a' AND at IS NOT NULL ORDER BY at LIMIT 2",
        "SELECT at FROM t WHERE device = 'a' ORDER BY at NULLS LAST LIMIT 2")) {
      assertThat(rows(numbers, sql)).isEqualTo("[[1], [2]]");
      assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isLessThan(50);
      sent.clear();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT max(at) FROM t; Scan",
        "SELECT at FROM t ORDER BY at LIMIT 2; Scan",
        "SELECT max(at) FROM t WHERE device > 'a'; Scan",
        "SELECT max(text) FROM t WHERE device = 'a'; Query",
        "SELECT max(device) FROM t WHERE device = 'a'; Query",
        "SELECT text FROM t WHERE device = 'a' ORDER BY text LIMIT 2; Query",
        "SELECT text FROM t WHERE device = 'a' AND length(text) = 2 ORDER BY at LIMIT 2; Query",
        "SELECT count(*), max(at) FROM t WHERE device = 'a'; Query",
        "SELECT count(DISTINCT at) FROM t WHERE device = 'a'; Query",
        "SELECT text, max(at) FROM t WHERE device = 'a' GROUP BY text; Query"
      })
  void whatKeysDoNotTellSparkComputes(String sql, String operation) {
    Dataset<Row> asked = asked(texts, LONGS, sql);

    assertThat(plan(asked)).doesNotContain("by Query", "top ", "counted by");
    asked.collectAsList();
    assertThat(sent).isNotEmpty().allMatch(s -> s.operation.equals(operation) && s.limit == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT at FROM t WHERE device = 'a' ORDER BY at DESC LIMIT 10; top 10 by at descending",
        "SELECT min(at) FROM t WHERE device = 'a'; [min] of at by Query",
        "SELECT min(at), max(at), device FROM t WHERE device = 'a' GROUP BY device; [min, max] of at by Query by device",
        "SELECT count(*) FROM t WHERE device IN ('a', 'b') GROUP BY device; counted by DynamoDB by device",
        "SELECT count(text) FROM t; counted by DynamoDB",
        "SELECT count(*) FROM t WHERE text = 't1' AND status IS NOT NULL; counted by DynamoDB",
        "SELECT count(n), count(*) FROM t WHERE n IN (1, 2); counted by DynamoDB"
      })
  void explainSaysSo(String sql, String text) {
    assertThat(plan(asked(texts, LONGS, sql))).contains(text);
  }

  @Test
  void anImpliedIsNotNullIsExact() {
    for (String where : List.of("n = 1", "NOT (n <> 2)", "n IN (1, 2) OR n = 3", "n <=> 1")) {
      Dataset<Row> read = load(texts, LONGS).where(where);
      assertThat(plan(read)).as(where).doesNotContain("pre-filtered", "kept in Spark");
    }
    Dataset<Row> own = load(texts, LONGS).where("n IS NOT NULL");
    assertThat(plan(own)).contains("pre-filtered");
    assertThat(plan(load(texts, LONGS).where("(n = 1 OR text = 't1') AND n IS NOT NULL")))
        .containsPattern("pre-filtered \\[[^\\]]*n IS NOT NULL");
  }

  @Test
  void groupsWithoutItemsHaveNoRow() {
    assertThat(
            rows(
                texts,
                "SELECT device, count(*), count(at) FROM t WHERE device IN ('a', 'e', 'c') GROUP BY device ORDER BY 1"))
        .isEqualTo("[[a,120,120], [c,120,120]]");
    assertThat(sent).hasSize(3).allMatch(s -> s.countOnly);
    assertThat(rows(texts, "SELECT count(*), count(at) FROM t WHERE device = 'e'"))
        .isEqualTo("[[0,0]]");
    assertThat(rows(texts, "SELECT max(at) FROM t WHERE device = 'e'")).isEqualTo("[[null]]");
    assertThat(rows(texts, "SELECT max(at) FROM t WHERE device = 'e' GROUP BY device"))
        .isEqualTo("[]");
  }

  /** One in four items has expired. */
  @Test
  void expiredItemsDoNotTakeARowsPlace() {
    Map<String, String> ttl =
        options(texts, "ttl-attribute", "expires", "expired-at", "2000", "ddl", "at string");
    spark.read().format("sluice").options(ttl).load().createOrReplaceTempView("t");
    String sql = "SELECT at FROM t WHERE device = 'a' ORDER BY at LIMIT 40";
    sent.clear();
    List<Row> rows = spark.sql(sql).collectAsList();

    assertThat(plan(spark.sql(sql))).contains("top 40");
    assertThat(rows).hasSize(40);
    assertThat(rows.stream().map(r -> Integer.parseInt(r.getString(0).substring(1))))
        .noneMatch(i -> i % 4 == 3);
    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isLessThan(EACH);
  }

  @Test
  void aSpentBudgetIsAnErrorAndNoSmallerMaximum() {
    Map<String, String> bounded = options(
        texts, "max-units", "2", "schema-json", load(texts, LONGS).schema().json());
    spark.read().format("sluice").options(bounded).load().createOrReplaceTempView("t");

    assertThatThrownBy(() -> spark
            .sql("SELECT max(at) FROM t WHERE device IN ('a', 'b', 'c', 'd') AND text = 'nowhere'")
            .collectAsList())
        .hasMessageContaining("stopped at its budget of 2 read units");
  }

  /** A filter may find its first item late: pages grow, and all are of the partition. */
  @Test
  void aFilterReadsOnInItsPartition() {
    String sql = "SELECT max(at) FROM t WHERE device = 'a' AND expires = 1";
    assertThat(rows(texts, sql)).isEqualTo("[[null]]");

    assertThat(sent.stream().map(Sent::limit)).startsWith(16, 16, 32, 64);
    assertThat(sent.stream().mapToInt(Sent::scanned).sum()).isEqualTo(EACH);
  }

  @Test
  void consistentReadsStayConsistent() {
    Map<String, String> options = options(texts, "consistent-read", "true");
    spark.read().format("sluice").options(options).load().createOrReplaceTempView("t");
    spark.sql("SELECT max(at) FROM t WHERE device = 'a'").collectAsList();

    assertThat(front.requests().stream()
            .filter(r -> r.operation().equals("Query"))
            .map(r -> r.body().path("ConsistentRead").asBoolean()))
        .containsExactly(true);
  }

  /** The first rows of an index, some of which have the same key. */
  @Test
  void anIndexHasTopRowsOfItsOwn() {
    Map<String, String> options = options(texts, "index", "byStatus", "ddl", "rank decimal(10,2)");
    spark.read().format("sluice").options(options).load().createOrReplaceTempView("t");
    sent.clear();
    List<Row> top = spark
        .sql("SELECT rank, device, at FROM t WHERE status = 'ok' ORDER BY rank DESC LIMIT 7")
        .collectAsList();

    assertThat(top).hasSize(7).doesNotHaveDuplicates();
    assertThat(IntStream.range(1, 7))
        .allMatch(i -> top.get(i - 1).getDecimal(0).compareTo(top.get(i).getDecimal(0)) >= 0);
    assertThat(sent).containsExactly(new Sent("Query", 7, false, false, 7));
  }

  private String rows(String table, String sql) {
    Dataset<Row> asked = asked(table, LONGS, sql);
    sent.clear();
    return asked.collectAsList().toString();
  }

  private Dataset<Row> asked(String table, String ddl, String sql) {
    load(table, ddl).createOrReplaceTempView("t");
    sent.clear();
    return spark.sql(sql);
  }

  private Dataset<Row> load(String table, String ddl) {
    String own = table.equals(texts) ? ddl.replace("at bigint", "at string") : ddl;
    return spark.read().format("sluice").options(options(table, "ddl", own)).load();
  }

  private Map<String, String> options(String table, String... more) {
    front.otherwise(r -> (request, dynamoDb) -> {
      DynamoDbReply reply = dynamoDb.apply(request);
      if (List.of("Scan", "Query").contains(request.operation())) {
        sent.add(sent(request.operation(), request.body(), reply.body()));
      }
      return reply;
    });
    Map<String, String> options = KeyTables.options(table, more);
    options.put("endpoint", front.endpoint().toString());
    return options;
  }

  private static Sent sent(String operation, JsonNode request, JsonNode reply) {
    return new Sent(
        operation,
        request.path("Limit").asInt(0),
        request.path("ScanIndexForward").asBoolean(true),
        request.path("Select").asText().equals("COUNT"),
        reply.path("ScannedCount").asInt());
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().optimizedPlan().toString() + rows.queryExecution();
  }
}
