package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits that a Spark session keeps with all its tasks and scans, counted at the server. */
final class ReadCapacityTest {
  private static final int ITEMS = 20_000;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Tag("thorough")
  @Test
  void allTasksAndBothSidesOfAUnionKeepOneLimitAndUseIt() {
    double limit = 500;
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Map<String, String> options = Map.of("max-read-units", "500", "segments", "64");
      Dataset<Row> left = read(front, "InferenceMetadata", options);
      Dataset<Row> right = read(front, "InferenceMetadata", options);
      ConsumedUnits consumed = ConsumedUnits.at(front);

      assertThat(left.union(right).count()).isEqualTo(2 * ITEMS);

      // 32 requests at most are in flight, each of a 64th of the table
      double inFlight = 32 * consumed.total() / 128;
      assertThat(consumed.most(1)).isLessThanOrEqualTo(limit * 1.05 + inFlight);
      assertThat(consumed.seconds())
          .isBetween(consumed.total() / limit * 0.85, consumed.total() / limit * 1.2 + 1.5);
    }
  }

  @Tag("thorough")
  @Test
  void aThrottledScanLosesNothingAndKeepsTheLimit() {
    double limit = 500;
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> rows =
          read(front, "InferenceMetadata", Map.of("max-read-units", "500", "segments", "64"));
      ConsumedUnits consumed = ConsumedUnits.at(front);
      front.next("Scan", 6, InjectedFault.throttled());

      assertThat(rows.count()).isEqualTo(ITEMS);

      assertThat(consumed.most(1)).isLessThanOrEqualTo(limit * 1.05 + 32 * consumed.total() / 64);
    }
  }

  @Tag("thorough")
  @Test
  void aBudgetStopsTheScanWithTheSampleCounted() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      ConsumedUnits consumed = ConsumedUnits.at(front);
      Dataset<Row> rows =
          read(front, "InferenceMetadata", Map.of("max-units", "300", "segments", "64"));
      assertThatThrownBy(rows::count).hasStackTraceContaining("its budget of 300 read units");
      assertThat(consumed.total()).isBetween(300.0, 500.0);
    }
  }

  @Test
  void aDeadlineStopsTheScan() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      assertThatThrownBy(() -> read(
              front,
              "mlops-experiments",
              Map.of("deadline", Instant.now().minusSeconds(1).toString())))
          .hasMessageContaining("deadline");
      assertThat(front.requests("Scan")).isEmpty();
      assertThat(read(front, "mlops-experiments", Map.of("deadline", "10m")).count())
          .isEqualTo(160);
    }
  }

  @Test
  void whatIsBadIsSaid() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      assertThatThrownBy(() ->
              read(front, "mlops-experiments", Map.of("deadline", "soon", "max-units", "none")))
          .hasMessageContainingAll("deadline", "soon", "max-units", "none");
    }
  }

  private static Dataset<Row> read(
      FaultyDynamoDb front, String table, Map<String, String> options) {
    TestServers.credentials();
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .options(options)
        .load();
  }
}
