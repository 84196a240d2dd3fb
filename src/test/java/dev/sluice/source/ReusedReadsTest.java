package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Reads that are the same, of which Spark runs one, and reads that only look alike. */
final class ReusedReadsTest {
  private static final int ITEMS = 300;
  private static final String DIFFERENCE = "(SELECT max(n) FROM c) - (SELECT min(n) FROM c)";

  private static String table;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.interpreted();

  @BeforeAll
  static void create() {
    table = TestServers.table("reused");
    create(table, 0);
  }

  private static void create(String name, int first) {
    TestServers.dynamoDb().createTable(t -> t.tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("id")
            .attributeType(ScalarAttributeType.S)
            .build())
        .keySchema(
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName("same")
            .keySchema(KeySchemaElement.builder()
                .attributeName("id")
                .keyType(KeyType.HASH)
                .build())
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build()));
    TargetTables.put(
        name,
        List.of(new TableDescription.Key("id", "S")),
        IntStream.range(first, first + ITEMS)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i),
                "n", AttributeValue.fromN("" + i),
                "text", AttributeValue.fromS("x".repeat(1_000)))));
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void scalarSubqueriesOverOneTableScanItOnce() {
    load(Map.of()).createOrReplaceTempView("t");
    Dataset<Row> once = spark.sql("WITH c AS (SELECT * FROM t) SELECT max(n) FROM c");
    Dataset<Row> difference = spark.sql("WITH c AS (SELECT * FROM t) SELECT " + DIFFERENCE);

    int scans = scans(() -> assertThat(number(once)).isEqualTo(ITEMS - 1));

    assertThat(scans(() -> assertThat(number(difference)).isEqualTo(ITEMS - 1))).isEqualTo(scans);
  }

  @Test
  void scalarSubqueriesOverDifferentItemsDoNotMixThem() {
    load(Map.of()).createOrReplaceTempView("t");

    Dataset<Row> difference = spark.sql(
        "SELECT (SELECT max(n) FROM t WHERE n < 200)" + " - (SELECT max(n) FROM t WHERE n < 100)");

    assertThat(number(difference)).isEqualTo(100);
  }

  @Test
  void aSelfJoinReusesTheExchange() {
    shuffled();
    Dataset<Row> rows = load(Map.of());
    Dataset<Row> joined = joined(rows, rows);

    int scans = scans(() -> assertThat(rows.select("id", "n").collectAsList()).hasSize(ITEMS));

    assertThat(scans(() -> assertThat(joined.collectAsList()).hasSize(ITEMS))).isEqualTo(scans);
    assertThat(plan(joined)).contains("ReusedExchange");
  }

  @Test
  void twoLoadsOfOneTableShareOneScan() {
    shuffled();
    Dataset<Row> joined = joined(load(Map.of()), load(Map.of()));

    assertThat(joined.collectAsList()).hasSize(ITEMS);

    assertThat(plan(joined)).contains("ReusedExchange");
  }

  @Test
  void aReadThatIsUsedTwiceSpendsItsBudgetOnce() {
    shuffled();
    ConsumedUnits consumed = ConsumedUnits.at(front);
    Dataset<Row> rows = load(Map.of("max-units", "10000"));
    double sample = consumed.total();
    rows.select("id", "n").collectAsList();
    double once = consumed.total() - sample;
    Dataset<Row> bounded =
        load(Map.of("max-units", Long.toString((long) Math.ceil(sample + 1.5 * once))));
    double before = consumed.total();

    assertThat(joined(bounded, bounded).collectAsList()).hasSize(ITEMS);

    // each of the two segments rounds up
    assertThat(consumed.total() - before).isCloseTo(once, Offset.offset(1.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "consistent-read; true",
        "index; same",
        "segments; 4",
        "max-read-units; 5000",
        "percent; 20",
        "max-units; 5000",
        "deadline; 2100-01-01T00:00:00Z",
        "numbers; double",
        "ttl-attribute; n"
      })
  void readsWithOtherOptionsDiffer(String option, String value) {
    shuffled();
    Map<String, String> more = Map.of(option, value);
    Dataset<Row> joined = joined(load(Map.of()), load(more));

    assertThat(scan(load(Map.of()))).isNotEqualTo(scan(load(more)));
    joined.collectAsList();
    assertThat(plan(joined)).doesNotContain("ReusedExchange");
  }

  @ParameterizedTest
  @CsvSource({"consistent-read, true", "index, same", "max-units, 5000"})
  void readsWithTheSameOptionsAreEqual(String option, String value) {
    SluiceScan one = scan(load(Map.of(option, value)).where("n < 7"));
    SluiceScan other = scan(load(Map.of(option, value)).where("n < 7"));

    assertThat(one).isEqualTo(other).isNotSameAs(other).hasSameHashCodeAs(other);
  }

  @Test
  void whatIsAskedOfATableTellsReadsApart() {
    Dataset<Row> rows = load(Map.of());
    List<SluiceScan> scans = Stream.of(
            rows,
            rows.select("n"),
            rows.where("n = 1"),
            rows.where("n = 2"),
            rows.where("id = 'item-1'"),
            rows.where("id = 'item-2'"),
            rows.limit(3),
            rows.limit(4),
            rows.groupBy().count())
        .map(ReusedReadsTest::scan)
        .toList();

    assertThat(scans).doesNotHaveDuplicates();
  }

  @Test
  void aTableThatWasCreatedAgainIsAnotherOne() {
    String name = TestServers.table("reused");
    create(name, 0);
    SluiceScan before = scan(load(name, Map.of()));
    TestServers.dynamoDb().deleteTable(t -> t.tableName(name));
    create(name, 0);

    assertThat(scan(load(name, Map.of()))).isNotEqualTo(before);
  }

  /** Joins without broadcasts, so that each side has an exchange. */
  private void shuffled() {
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
  }

  private static Dataset<Row> joined(Dataset<Row> left, Dataset<Row> right) {
    return left.select("id", "n").join(right.select("id", "n"), "id");
  }

  private int scans(Runnable query) {
    int before = front.requests("Scan").size();
    query.run();
    return front.requests("Scan").size() - before;
  }

  private static long number(Dataset<Row> one) {
    return one.collectAsList().get(0).getLong(0);
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private static SluiceScan scan(Dataset<Row> rows) {
    DataSourceV2ScanRelation relation = (DataSourceV2ScanRelation)
        rows.queryExecution().optimizedPlan().collectLeaves().head();
    return (SluiceScan) relation.scan();
  }

  private Dataset<Row> load(Map<String, String> more) {
    return load(table, more);
  }

  private Dataset<Row> load(String name, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(Map.of("segments", "2"));
    options.putAll(more);
    return spark
        .read()
        .format("sluice")
        .option("table", name)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .options(options)
        .load();
  }
}
