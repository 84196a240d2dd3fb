package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Loads of a table that was sampled lately, and loads that only look like it. */
final class RecentSamplesTest {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));
  private static final int ITEMS = 40;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final String table = TargetTables.create(KEYS);

  RecentSamplesTest() {
    put("n");
  }

  private void put(String attribute) {
    TargetTables.put(
        table,
        KEYS,
        IntStream.range(0, ITEMS)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i), attribute, AttributeValue.fromN("" + i))));
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aTableIsSampledOnceAndReadAsOftenAsNeeded() {
    load(Map.of());
    int sampled = scans();

    Dataset<Row> again = load(Map.of());

    assertThat(scans()).isEqualTo(sampled).isPositive();
    assertThat(again.columns()).containsExactly("id", "n", "_overflow");
    assertThat(again.count()).isEqualTo(ITEMS);
  }

  @ParameterizedTest
  @CsvSource({"max-read-units, 500", "segments, 3", "consistent-read, true", "percent, 20"})
  void whatDoesNotChangeTheSampleUsesIt(String option, String value) {
    load(Map.of());
    int sampled = scans();

    load(Map.of(option, value));

    assertThat(scans()).isEqualTo(sampled);
  }

  @ParameterizedTest
  @CsvSource({"numbers, double", "sample-items, 10", "ddl, n bigint", "ttl-attribute, n"})
  void whatChangesTheColumnsSamplesAgain(String option, String value) {
    load(Map.of());
    int sampled = scans();

    load(Map.of(option, value));

    assertThat(scans()).isGreaterThan(sampled);
  }

  /** A fourth of 4 read units is two pages: that sample has not seen what an unbounded one would. */
  @Test
  void aSampleThatABudgetCutShortServesNoLargerOne() {
    load(Map.of("max-units", "4"));
    int sampled = scans();

    load(Map.of());

    assertThat(scans()).isGreaterThan(sampled + 10);
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

  private Map<String, String> options(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(Map.of(
        "table", table, "region", "us-east-1", "endpoint", front.endpoint().toString()));
    options.putAll(more);
    return options;
  }

  private Dataset<Row> load(Map<String, String> more) {
    return TestSpark.session().read().format("sluice").options(options(more)).load();
  }
}
