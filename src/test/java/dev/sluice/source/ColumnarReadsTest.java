package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.testing.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads in batches of columns give the rows of reads item by item, and only those reads are that need no order of rows. */
final class ColumnarReadsTest {
  private static final int ITEMS = 400;

  private static String table = "";

  @BeforeAll
  static void fill() {
    table = TargetTables.random(31, ITEMS);
  }

  @AfterAll
  static void drop() {
    TestServers.dynamoDb().deleteTable(d -> d.tableName(table));
  }

  private static Dataset<Row> columnar() {
    return TestSpark.session()
        .read()
        .format("sluice")
        .options(SampleReads.options())
        .option("table", table)
        .option("segments", "2")
        .load();
  }

  /** The same rows, read one by one because each task has a limit. */
  private static Dataset<Row> byRow() {
    return columnar().limit(10 * ITEMS);
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().toString();
  }

  private static Map<String, Object> items(Dataset<Row> rows) {
    Map<String, Object> items = new HashMap<>();
    rows.collectAsList().forEach(row -> items.put(row.getAs("id"), Reassembled.of(row)));
    return items;
  }

  @Test
  void bothGiveTheItemsAsTheSdkSeesThem() {
    Map<String, Object> items = new HashMap<>();
    TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(table))
        .items()
        .forEach(item -> items.put(item.get("id").s(), Reassembled.of(item)));

    assertThat(plan(columnar())).contains("ColumnarToRow", ", columnar");
    assertThat(plan(byRow())).contains(", row by row").doesNotContain("ColumnarToRow");
    assertThat(items).hasSize(ITEMS);
    assertThat(items(columnar())).isEqualTo(items);
    assertThat(items(byRow())).isEqualTo(items);
  }

  @Test
  void bothGiveTheSameToAQuery() {
    List<UnaryOperator<Dataset<Row>>> queries = List.of(
        rows -> rows.select("id", "metrics.f1", "metrics.deep.deeper", "_overflow"),
        rows -> rows.where("count > 0 AND flag").select("text", "price"),
        rows -> rows.groupBy("list").count(),
        rows -> rows.groupBy("metrics", "tags").count(),
        rows -> rows.select(functions.explode(functions.col("primes"))),
        rows -> rows.select(functions.explode(functions.col("by user"))),
        rows -> rows.orderBy("bytes", "id").select("bytes", "blobs"),
        rows -> rows.as("a").join(rows.as("b"), "id").selectExpr("a.text", "b.metrics"),
        rows -> rows.selectExpr("count(*)", "sum(price)", "max(text)"));
    for (UnaryOperator<Dataset<Row>> query : queries) {
      Dataset<Row> inBatches = query.apply(columnar());
      assertThat(plan(inBatches)).contains(", columnar");
      assertThat(inBatches.toJSON().collectAsList())
          .as(plan(inBatches))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(query.apply(byRow()).toJSON().collectAsList());
    }
  }

  @Test
  void rowsAreReadOneByOneWhereEachMayBeRefused() {
    Dataset<Row> checked = TestSpark.session()
        .read()
        .format("sluice")
        .schema("id string, text string, _corrupt_record string")
        .option("mode", "PERMISSIVE")
        .options(SampleReads.options())
        .option("table", table)
        .load();

    assertThat(plan(checked)).contains(", row by row").doesNotContain("ColumnarToRow");
    assertThat(checked.collectAsList()).hasSize(ITEMS);
  }

  /** A statement that stops early has not decoded a whole page; no batch spans two pages. */
  @Test
  void theFirstBatchIsSmallAndEachIsOfOnePage() throws IOException {
    List<byte[]> pages = List.of(page(0, 700, 1), page(700, 0, 2), page(700, 30, null));
    try (ServedPages served = new ServedPages(sample(0, 5))) {
      List<List<Object>> batches =
          served.readBatches(number -> DynamoDbReply.of(200, pages.get(number)));

      assertThat(batches.stream().map(List::size)).containsExactly(64, 512, 124, 30);
      assertThat(batches.stream().flatMap(List::stream).toList())
          .isEqualTo(sample(0, 730).stream().map(Reassembled::of).toList());
    }
  }

  private static byte[] page(int from, int count, @Nullable Integer next) {
    String items = WireJson.of(sample(from, count), new Random(1));
    String last = next == null ? "" : ",\"LastEvaluatedKey\":{\"id\":{\"S\":\"" + next + "\"}}";
    return ("{\"Items\":" + items + ",\"Count\":" + count + last + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<Map<String, AttributeValue>> sample(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Map.of(
            "id", AttributeValue.fromS("item-" + i), "n", AttributeValue.fromN(String.valueOf(i))))
        .toList();
  }
}
