package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How often a session asks DynamoDB for a table's columns: once, whatever its loads want to know of them. */
final class OneSampleTest {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));
  private static final int ITEMS = 400;
  private static final int SEGMENTS = 16;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session().newSession();
  private final String table = TargetTables.create(KEYS);

  OneSampleTest() {
    SparkSession.setActiveSession(spark);
    put("n");
  }

  private void put(String attribute) {
    TargetTables.put(
        table,
        KEYS,
        IntStream.range(0, ITEMS)
            .mapToObj(i -> Map.of(
                "id",
                AttributeValue.fromS("item-" + i),
                attribute,
                AttributeValue.fromN("" + i),
                "own-" + i % 50,
                AttributeValue.fromBool(true))));
  }

  @AfterEach
  void stop() {
    SparkSession.setActiveSession(TestSpark.session());
    front.close();
  }

  @Test
  void aTableIsSampledOnceAndReadAsOftenAsNeeded() {
    Dataset<Row> first = load(Map.of());
    int sampled = scans();

    Dataset<Row> again = load(Map.of());

    assertThat(scans()).isEqualTo(sampled).isPositive();
    assertThat(again.schema()).isEqualTo(first.schema());
    assertThat(again.columns()).hasSize(53);
    assertThat(again.count()).isEqualTo(ITEMS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max-read-units; 500",
        "max-units; 4",
        "segments; 3",
        "consistent-read; true",
        "percent; 20",
        "numbers; double",
        "sample-items; 10",
        "ddl; n bigint, `own-1` string",
        "ttl-attribute; n"
      })
  void whateverElseIsWantedIsFoundInTheSameItems(String option, String value) {
    StructType alone = fresh(Map.of(option, value));
    load(Map.of());
    int sampled = scans();

    StructType columns = load(Map.of(option, value)).schema();

    assertThat(scans()).isEqualTo(sampled);
    // a budget's own sample would have been smaller
    if (!option.equals("max-units")) {
      assertThat(columns).isEqualTo(alone);
    }
  }

  @Test
  void aLargerSampleRequestsTheItemsThatItLacks() {
    load(Map.of("sample-items", "" + SEGMENTS));
    assertThat(starts(0)).hasSize(SEGMENTS).containsOnly("");

    StructType columns = load(Map.of("sample-items", "" + 4 * SEGMENTS)).schema();

    assertThat(starts(SEGMENTS)).hasSize(SEGMENTS).doesNotContain("").doesNotHaveDuplicates();
    assertThat(limits(SEGMENTS)).containsOnly(3);
    assertThat(columns).isEqualTo(fresh(Map.of("sample-items", "" + 4 * SEGMENTS)));
  }

  /** A fourth of 4 read units is two pages. */
  @Test
  void aSampleThatABudgetCutShortIsReadOn() {
    load(Map.of("max-units", "4"));
    int sampled = scans();
    load(Map.of("max-units", "4"));
    assertThat(scans()).isEqualTo(sampled).isBetween(1, 4);

    StructType columns = load(Map.of()).schema();

    assertThat(scans()).isGreaterThan(sampled + 10);
    assertThat(new HashSet<>(keysOf(0))).hasSameSizeAs(keysOf(0));
    assertThat(columns).isEqualTo(fresh(Map.of()));
  }

  @Test
  void aWriteMakesItsColumnsSeen() {
    load(Map.of());
    load(Map.of())
        .selectExpr("id", "n AS added")
        .write()
        .format("sluice")
        .options(options(Map.of()))
        .mode("append")
        .save();

    assertThat(load(Map.of()).columns()).contains("added");
  }

  @Test
  void whatOthersAddIsInTheOverflowAndInTheColumnsOfANewSession() {
    load(Map.of());
    put("others");

    assertThat(load(Map.of()).columns()).doesNotContain("others");
    assertThat(load(Map.of()).where("_overflow LIKE '%others%'").count()).isEqualTo(ITEMS);
    assertThat(fresh(Map.of()).fieldNames()).contains("others");
  }

  /** The first sample found the end of the table, and 5,000 items are more than that. */
  @Test
  void aSampleThatWantsMoreItemsThanThereWereIsTakenAnew() {
    load(Map.of());
    put("others");
    int sampled = scans();

    assertThat(load(Map.of("sample-items", "500")).columns()).doesNotContain("others");
    assertThat(load(Map.of("sample-items", "5000")).columns()).contains("others");
    assertThat(scans()).isGreaterThan(sampled);
    assertThat(load(Map.of()).columns()).contains("others");
    sampled = scans();
    assertThat(load(Map.of("sample-items", "5000")).columns()).contains("others");
    assertThat(scans()).isEqualTo(sampled);
  }

  @Test
  void ofATableWithoutItemsNoSampleIsKept() {
    String empty = TargetTables.create(KEYS);
    Map<String, String> of = Map.of("table", empty);
    assertThat(load(of).columns()).containsExactly("id", "_overflow");

    TargetTables.put(
        empty,
        KEYS,
        Stream.of(Map.of("id", AttributeValue.fromS("a"), "x", AttributeValue.fromN("1"))));

    assertThat(load(of).columns()).containsExactly("id", "x", "_overflow");
  }

  /** Pages of 1 MB end before a segment's share; those that follow are of what it lacks. */
  @Test
  void ofLargeItemsNoMoreAreRequestedThanWanted() {
    String large = TargetTables.create(KEYS);
    TargetTables.put(
        large,
        KEYS,
        IntStream.range(0, 200)
            .mapToObj(i -> Map.of(
                "id",
                AttributeValue.fromS("item-" + i),
                "text",
                AttributeValue.fromS("x".repeat(150_000)))));
    int before = scans();

    load(Map.of("table", large, "sample-items", "160", "segments", "1"));

    assertThat(limits(before)).startsWith(10).anySatisfy(limit -> assertThat(limit)
        .isLessThan(10));
  }

  @Test
  void refreshingTheTableSamplesItAgain() {
    options(Map.of()).forEach((option, value) -> {
      if (!option.equals("table")) {
        spark.conf().set("spark.sql.catalog.one." + option, value);
      }
    });
    spark.conf().set("spark.sql.catalog.one", "dev.sluice.SluiceCatalog");
    assertThat(spark.table("one.`" + table + "`").columns()).doesNotContain("others");
    put("others");
    assertThat(spark.table("one.`" + table + "`").columns()).doesNotContain("others");

    spark.sql("REFRESH TABLE one.`" + table + "`");

    assertThat(spark.table("one.`" + table + "`").columns()).contains("others");
  }

  @Test
  void aTableThatWasCreatedAgainIsSampledAgain() {
    load(Map.of());
    TestServers.dynamoDb().deleteTable(t -> t.tableName(table));
    TestServers.createTable(table, KEYS);
    put("others");

    assertThat(load(Map.of()).columns()).contains("others").doesNotContain("n");
  }

  @Tag("thorough")
  @Test
  void aLowLimitMakesTheSampleSmallerInsteadOfSlow() {
    ConsumedUnits consumed = ConsumedUnits.at(front);

    Dataset<Row> rows = load(Map.of("max-read-units", "1"));

    // ten seconds of the limit, and each of the 16 segments takes at least half a unit
    assertThat(consumed.total()).isBetween(5.0, 11.0);
    assertThat(rows.columns()).contains("n");
  }

  private int scans() {
    return front.requests("Scan").size();
  }

  /** The keys after which pages begin, empty for a segment's first, of all Scans but these first ones. */
  private List<String> starts(int but) {
    return scansAfter(but)
        .map(scan -> scan.body().path("ExclusiveStartKey").path("id").path("S").asText(""))
        .toList();
  }

  private List<Integer> limits(int but) {
    return scansAfter(but).map(scan -> scan.body().path("Limit").asInt()).toList();
  }

  /** Segment and start of each Scan. */
  private List<String> keysOf(int but) {
    return scansAfter(but)
        .map(scan -> scan.body().path("Segment") + " " + scan.body().path("ExclusiveStartKey"))
        .toList();
  }

  private Stream<DynamoDbRequest> scansAfter(int but) {
    return front.requests("Scan").stream().skip(but);
  }

  private Map<String, String> options(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(Map.of(
        "table", table, "region", "us-east-1", "endpoint", front.endpoint().toString()));
    options.putAll(more);
    return options;
  }

  private Dataset<Row> load(Map<String, String> more) {
    return spark.read().format("sluice").options(options(more)).load();
  }

  /** The columns that a session finds which has never seen the table. */
  private StructType fresh(Map<String, String> more) {
    SparkSession other = spark.newSession();
    SparkSession.setActiveSession(other);
    try {
      return other.read().format("sluice").options(options(more)).load().schema();
    } finally {
      SparkSession.setActiveSession(spark);
    }
  }
}
