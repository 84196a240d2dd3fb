package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a LIMIT costs, and that it loses no row. */
final class LimitTest {
  private static final int ITEMS = 12_000;
  private static final int SEGMENTS = 16;
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));
  /** DynamoDB rounds each page up to half a unit. */
  private static final double PAGES = SEGMENTS * 0.5;

  private static String table;
  private static double unitsPerItem;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session().newSession();

  @BeforeAll
  static void fill() {
    table = TestServers.table("limit");
    TestServers.createTable(table, KEYS);
    Stream.of(0, 1, 2, 3)
        .parallel()
        .forEach(part -> TargetTables.put(
            table,
            KEYS,
            IntStream.range(0, ITEMS)
                .filter(i -> i % 4 == part)
                .mapToObj(i -> Map.of(
                    "id", AttributeValue.fromS("item-" + i),
                    "fourth", AttributeValue.fromS("f" + i % 4),
                    "expires", AttributeValue.fromN(i % 3 == 0 ? "1000" : "9000000000"),
                    "text", AttributeValue.fromS("x".repeat(400))))));
    unitsPerItem = TestServers.dynamoDb()
            .scan(s -> s.tableName(table).limit(1_000).returnConsumedCapacity("TOTAL"))
            .consumedCapacity()
            .capacityUnits()
        / 1_000;
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void allTasksTogetherReadAsManyItems() {
    Dataset<Row> some = load(Map.of()).limit(2_000);

    for (int execution = 1; execution <= 2; execution++) {
      ConsumedUnits consumed = ConsumedUnits.at(front);
      assertThat(ids(some)).hasSize(2_000);
      assertThat(consumed.total()).isBetween(1_999 * unitsPerItem, most(2_000));
    }
  }

  @Test
  void soDoTasksThatRunAtOnce() {
    Dataset<Row> count = load(Map.of()).limit(2_000).groupBy().count();
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(count.first().getLong(0)).isEqualTo(2_000);

    assertThat(consumed.total()).isLessThanOrEqualTo(most(2_000));
  }

  @Test
  void oneRowIsOneItem() {
    Dataset<Row> rows = load(Map.of());
    rows.createOrReplaceTempView("t");
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows.first()).isNotNull();
    assertThat(spark.sql("SELECT id FROM t LIMIT 1").collectAsList()).hasSize(1);

    assertThat(consumed.total()).isEqualTo(1);
  }

  @Test
  void theRowsThatAreShownAreOnePage() {
    Dataset<Row> rows = load(Map.of());
    ConsumedUnits consumed = ConsumedUnits.at(front);
    int before = front.requests("Scan").size();

    rows.show();

    assertThat(consumed.total()).isLessThanOrEqualTo(most(21) - PAGES + 0.5);
    assertThat(front.requests("Scan")).hasSize(before + 1);
  }

  @Test
  void anythingThatNeedsOneRowTakesOnePage() {
    Dataset<Row> rows = load(Map.of());
    Map<String, Consumer<Dataset<Row>>> ways = new LinkedHashMap<>();
    ways.put("isEmpty", all -> assertThat(all.isEmpty()).isFalse());
    ways.put("first", all -> assertThat(all.first()).isNotNull());
    ways.put("take", all -> assertThat(all.takeAsList(1)).hasSize(1));
    ways.put("limit", all -> assertThat(all.limit(1).collectAsList()).hasSize(1));
    ways.put("show", all -> all.show(1));
    ways.put("a column", all -> assertThat(all.select("fourth").isEmpty()).isFalse());
    ways.put("count", all -> assertThat(all.limit(1).count()).isEqualTo(1));
    ways.put("EXISTS", all -> {
      all.createOrReplaceTempView("t");
      assertThat(spark.sql("SELECT 1 AS found WHERE EXISTS (SELECT * FROM t)").count())
          .isEqualTo(1);
    });
    Map<String, Integer> pages = new LinkedHashMap<>();
    ways.forEach((way, ask) -> {
      int before = front.requests("Scan").size();
      ask.accept(rows);
      pages.put(way, front.requests("Scan").size() - before);
    });
    assertThat(pages).allSatisfy((way, asked) -> assertThat(asked).as(way).isEqualTo(1));
  }

  @Test
  @Tag("thorough")
  void segmentsWithoutItemsAreReadOn() {
    for (int limit : List.of(700, 2 * ITEMS)) {
      Dataset<Row> rows = load(Map.of("segments", "3000")).limit(limit);

      assertThat(ids(rows)).hasSize(Math.min(limit, ITEMS));
    }
  }

  /** Three in four items are filtered, then one in three has expired. */
  @Test
  void onlyRowsCount() {
    Dataset<Row> all = load(Map.of());
    Dataset<Row> fourth = all.where("fourth = 'f1'");
    Dataset<Row> alive = load(Map.of("ttl-attribute", "expires", "expired-at", "2000"));

    ConsumedUnits consumed = ConsumedUnits.at(front);
    assertThat(ids(fourth.limit(300))).hasSize(300);
    assertThat(consumed.total()).isLessThanOrEqualTo(most(2 * 4 * 300));

    consumed = ConsumedUnits.at(front);
    assertThat(ids(alive.limit(300))).hasSize(300);
    assertThat(consumed.total()).isLessThanOrEqualTo(most(2 * 300));

    assertThat(ids(fourth.limit(ITEMS))).hasSize(ITEMS / 4);
    assertThat(all.where("fourth = 'none'").limit(1).collectAsList()).isEmpty();
  }

  /** Also where Spark does not say that it wants one row only. */
  @Test
  void whetherAFilterLeavesAnyIsFoundInAFewItems() {
    Dataset<Row> all = load(Map.of());
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(all.where("fourth = 'f1'").isEmpty()).isFalse();

    assertThat(consumed.total()).isLessThanOrEqualTo(most(1 + 16 + 64));
    assertThat(all.where("fourth = 'none'").isEmpty()).isTrue();
  }

  /** A budget may end while others wait for a page that does not come. */
  @Test
  void aBudgetEndsAReadThatMayNeedOneRow() {
    Dataset<Row> none =
        load(Map.of("max-units", "8", "sample-items", "16")).where("fourth = 'none'");
    assertThatThrownBy(none::isEmpty).hasStackTraceContaining("stopped at its budget");
  }

  @Test
  void limitsOfOneStatementCountApart() {
    Dataset<Row> rows = load(Map.of());
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows.limit(800).union(rows.limit(700)).union(rows.limit(800)).collectAsList())
        .hasSize(2_300);

    assertThat(consumed.total()).isLessThanOrEqualTo(3 * most(800));
  }

  /** In a Spark of its own, because retries are set when it starts. */
  @Test
  @Tag("thorough")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aTaskThatFailsAfterOthersHadEnoughIsReadOn() throws Exception {
    ProcessBuilder program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("conf/jvm.options").toAbsolutePath(),
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            LimitWithRetries.class.getName(),
            table,
            front.endpoint().toString())
        .redirectErrorStream(true);
    program
        .environment()
        .putAll(Map.of("AWS_ACCESS_KEY_ID", "tests", "AWS_SECRET_ACCESS_KEY", "tests"));
    Process process = program.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("failed [2-9] times, 2000 rows, 2000 ids");
  }

  private static double most(int items) {
    return items * unitsPerItem + PAGES;
  }

  private static List<String> ids(Dataset<Row> rows) {
    List<String> all =
        rows.select("id").collectAsList().stream().map(r -> r.getString(0)).toList();
    assertThat(all).doesNotHaveDuplicates();
    return all;
  }

  private Dataset<Row> load(Map<String, String> more) {
    return load(spark, table, front.endpoint().toString(), more);
  }

  static Dataset<Row> load(
      SparkSession spark, String table, String endpoint, Map<String, String> more) {
    return spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("region", "us-east-1")
        .option("endpoint", endpoint)
        .option("segments", SEGMENTS)
        .options(more)
        .load();
  }
}
