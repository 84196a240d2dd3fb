package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sizes of reads as Spark's optimizer sees them, and the joins that it chooses. */
final class ReadStatisticsTest {
  private static final int ITEMS = 2_000;
  private static final int TEXT_BYTES = 10_000;

  private static String large;
  private static String small;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session();

  /** One of 20 MB, more than Spark broadcasts, and one of 3 KB. */
  @BeforeAll
  static void create() {
    large = table(ITEMS, TEXT_BYTES);
    small = table(100, 10);
  }

  private static String table(int items, int textBytes) {
    String table = TargetTables.create();
    String text = "x".repeat(textBytes);
    TargetTables.put(
        table,
        List.of(new TableDescription.Key("id", "S")),
        IntStream.range(0, items)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i),
                "n", AttributeValue.fromN("" + i),
                "text", AttributeValue.fromS(text))));
    return table;
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aSmallTableIsBroadcast() {
    Dataset<Row> rows = load(small, Map.of());

    assertThat(joined(rows)).contains("BroadcastHashJoin").doesNotContain("SortMergeJoin");
    assertThat(statistics(rows).rowCount().get().toLong()).isEqualTo(100);
  }

  @Test
  void aSmallTableOfAGivenSchemaIsBroadcast() {
    Map<String, String> given = schemaOf(small);
    int asked = front.requests("Scan").size();

    assertThat(joined(load(small, given))).contains("BroadcastHashJoin");
    assertThat(front.requests("Scan")).hasSize(asked);
  }

  @Test
  void aLargeTableIsNotBroadcast() {
    Dataset<Row> rows = load(large, Map.of());

    assertThat(joined(rows)).contains("SortMergeJoin").doesNotContain("BroadcastHashJoin");
    assertThat(statistics(rows).rowCount().get().toLong()).isEqualTo(ITEMS);
    assertThat(bytes(rows)).isCloseTo((double) ITEMS * TEXT_BYTES, Percentage.withPercentage(5));
  }

  @Test
  void columnsThatAreLeftOutDoNotCount() {
    Dataset<Row> rows = load(large, Map.of()).select("id", "n");

    // two values and the row itself, of 8 bytes or a little more each
    assertThat(bytes(rows)).isBetween(ITEMS * 24.0, ITEMS * 48.0);
    assertThat(joined(rows)).contains("BroadcastHashJoin");
  }

  @Test
  void withoutASampleEveryColumnCounts() {
    Dataset<Row> rows = load(large, schemaOf(large)).select("id", "n");

    assertThat(bytes(rows)).isCloseTo((double) ITEMS * TEXT_BYTES, Percentage.withPercentage(5));
  }

  @Test
  void keysMakeAReadSmaller() {
    Dataset<Row> two = load(large, Map.of()).where("id IN ('item-1', 'item-2')");
    Map<String, String> given = schemaOf(large);
    front.otherwise(InjectedFault.young());
    Dataset<Row> untold = load(large, given).where("id IN ('item-1', 'item-2')");

    assertThat(joined(two)).contains("BroadcastHashJoin");
    assertThat(statistics(two).rowCount().get().toLong()).isEqualTo(2);
    assertThat(bytes(two)).isCloseTo(2.0 * TEXT_BYTES, Percentage.withPercentage(5));
    assertThat(statistics(untold).rowCount().get().toLong()).isEqualTo(2);
    assertThat(bytes(untold)).isBetween(2.0 * TEXT_BYTES, 1e6);
  }

  @Test
  void theOverflowMayHoldEverything() {
    Dataset<Row> rows = load(large, Map.of()).select("id", "_overflow");

    assertThat(bytes(rows)).isGreaterThan((double) ITEMS * TEXT_BYTES);
  }

  @Test
  void countsAreSmallWhateverIsCounted() {
    assertThat(bytes(load(large, Map.of()).groupBy().count())).isLessThan(1_000);
  }

  @Test
  void aLargeTableOfWhichNothingIsToldIsNotBroadcast() {
    Map<String, String> given = schemaOf(large);
    front.otherwise(InjectedFault.young());

    for (Map<String, String> options : List.of(Map.<String, String>of(), given)) {
      Dataset<Row> rows = load(large, options).select("id", "n");
      assertThat(statistics(rows).rowCount().isEmpty()).isTrue();
      assertThat(bytes(rows)).isEqualTo(Long.MAX_VALUE);
      assertThat(joined(rows)).doesNotContain("BroadcastHashJoin");
    }
  }

  @Test
  void aSmallTableOfWhichNothingIsToldIsBroadcastWhereTheSampleWasAllOfIt() {
    Map<String, String> given = schemaOf(small);
    front.otherwise(InjectedFault.young());

    assertThat(joined(load(small, Map.of()))).contains("BroadcastHashJoin");
    assertThat(joined(load(small, given))).doesNotContain("BroadcastHashJoin");
  }

  @Test
  void anEmptyTableMayFillUp() {
    assertThat(joined(load(TargetTables.create(), Map.of()).select("id")))
        .doesNotContain("BroadcastHashJoin");
  }

  @Test
  void statisticsAskDynamoDbForNothing() {
    Dataset<Row> rows = load(small, Map.of());
    int asked = front.requests().size();

    statistics(rows);

    assertThat(front.requests()).hasSize(asked);
  }

  /** The plan of a join with rows of 80 MB. */
  private String joined(Dataset<Row> rows) {
    Dataset<Row> others = spark.range(10_000_000).selectExpr("concat('item-', id) AS id");
    return others.join(rows, "id").queryExecution().executedPlan().toString();
  }

  private static double bytes(Dataset<Row> rows) {
    return statistics(rows).sizeInBytes().toDouble();
  }

  /** Of the scan, whatever is done with its rows. */
  private static Statistics statistics(Dataset<Row> rows) {
    return rows.queryExecution().optimizedPlan().collectLeaves().head().stats();
  }

  private Map<String, String> schemaOf(String table) {
    return Map.of("schema-json", load(table, Map.of()).schema().json());
  }

  private Dataset<Row> load(String table, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("sample-items", "200");
    return spark
        .read()
        .format("sluice")
        .option("table", table)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .options(options)
        .load();
  }
}
