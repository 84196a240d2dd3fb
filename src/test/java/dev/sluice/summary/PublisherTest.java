package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.TestServers;
import dev.sluice.analytics.Figures;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PublisherTest {
  private static final Instant LATER = Samples.AS_OF.plus(Duration.ofDays(1));
  private static final String WINE_DAY = "LATENCY#wine / DAY#2026-10-19#3";

  private final TestTable table = new TestTable();

  @Test
  void writesEveryRowWhole() {
    Figures figures = Samples.figures("r-1", Samples.AS_OF, 100, 4.2);
    List<Integer> settled = new ArrayList<>();
    PublishResult result = table
        .publisher(TestServers.dynamoDb())
        .publish(figures, Samples.run("r-1"), false, (rows, of) -> {
          assertThat(of).isEqualTo(10);
          settled.add(rows);
        });
    assertThat(result).isEqualTo(new PublishResult(10, 10, 0, 0, List.of()));
    assertThat(settled).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    Rows rows = Rows.of(figures, new Keys(null), new Stamp(Samples.AS_OF, "r-1", Samples.TTL));
    List<Row> expected =
        Stream.concat(rows.figures().stream(), rows.board().stream()).toList();
    assertThat(table.figures()).hasSize(expected.size());
    for (Row row : expected) {
      Row stored = table.row(row.key().toString());
      assertThat(plain(stored)).isEqualTo(plain(row));
      assertThat(ContentHash.of(stored.item())).isEqualTo(row.contentHash());
    }
  }

  @Test
  void theRunRowSaysHowItEnded() {
    table.publish(Samples.figures("r-1", Samples.AS_OF, 100, 4.2));
    SummaryRow run = table.reader().run("r-1").orElseThrow();
    assertThat(run.text("state")).hasValue("done");
    assertThat(run.count("exitCode")).hasValue(0);
    assertThat(run.text("finishedAt")).hasValue("2026-10-20T03:01:00Z");
    assertThat(run.count("undated")).hasValue(7);
  }

  @Test
  void aRunCanBeRecordedAlone() {
    table
        .publisher(TestServers.dynamoDb())
        .record(
            Samples.run("r-9").ended(RunRecord.State.FAILED, Samples.AS_OF, 4, List.of()),
            Samples.AS_OF);
    SummaryRow run = table.reader().run("r-9").orElseThrow();
    assertThat(run.text("state")).hasValue("failed");
    assertThat(run.count("exitCode")).hasValue(4);
    assertThat(table.reader().run("r-10")).isEmpty();
  }

  @Test
  void aRerunChangesNoFigureAndAddsItsRunRow() {
    table.publish(Samples.figures("r-1", Samples.AS_OF, 100, 4.2));
    SortedMap<String, Row> before = table.figures();
    PublishResult result = table.publish(Samples.figures("r-2", LATER, 100, 4.2));
    assertThat(result).isEqualTo(new PublishResult(10, 0, 10, 0, List.of()));
    assertThat(table.figures().keySet()).isEqualTo(before.keySet());
    before.forEach((key, old) -> {
      Row row = table.row(key);
      assertThat(row.position()).isEqualTo(new Position("2026-10-21T03:00:00.000000000Z", "r-2"));
      assertThat(figuresOf(row)).isEqualTo(figuresOf(old));
    });
    // counted from the run where there is no window
    assertThat(expiry("EXPERIMENT#iris-species / BEST")).isEqualTo(expiryOf(LATER));
    assertThat(expiry(WINE_DAY)).isEqualTo(expiryOf(Instant.parse("2026-10-20T00:00:00Z")));
    assertThat(table.reader().run("r-1")).isPresent();
    assertThat(table.reader().run("r-2")).isPresent();
  }

  @Test
  void theSameRunAgainChangesNothing() {
    Figures figures = Samples.figures("r-1", Samples.AS_OF, 100, 4.2);
    table.publish(figures);
    SortedMap<String, Row> before = table.rows();
    assertThat(table.publish(figures).written()).isZero();
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void aNewerRunReplaces() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    assertThat(table.publish(latency("r-2", LATER, 100, 5.5)).written()).isEqualTo(1);
    assertThat(wineDay("p50")).isEqualTo("5.5");
    assertThat(wineDay("requests")).isEqualTo("100");
  }

  @Test
  void aLateRunIsFenced() {
    table.publish(latency("r-2", LATER, 100, 5.5));
    PublishResult result = table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    assertThat(result).isEqualTo(new PublishResult(1, 0, 0, 1, List.of()));
    assertThat(wineDay("p50")).isEqualTo("5.5");
  }

  @Test
  void fewerItemsErodeNothing() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    PublishResult result = table.publish(latency("r-2", LATER, 90, 5.5));
    Eroded eroded = new Eroded(new RowKey("LATENCY#wine", "DAY#2026-10-19#3"), 100, 90);
    assertThat(result).isEqualTo(new PublishResult(1, 0, 0, 0, List.of(eroded)));
    assertThat(wineDay("requests")).isEqualTo("100");
    assertThat(table.reader().run("r-2").orElseThrow().count("eroded")).hasValue(1);
  }

  @Test
  void anOlderRunThatArrivesLateStillHoldsItsMoreItems() {
    table.publish(latency("r-2", LATER, 90, 5.5));
    PublishResult result = table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    assertThat(result.written()).isEqualTo(1);
    assertThat(result.eroded()).extracting(Eroded::kept).containsExactly(100L);
    assertThat(wineDay("requests")).isEqualTo("100");
  }

  @Test
  void restatingReplacesAndStays() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    Figures restated = latency("r-2", LATER, 90, 5.5);
    assertThat(table.restate(restated)).isEqualTo(new PublishResult(1, 1, 0, 0, List.of()));
    assertThat(wineDay("requests")).isEqualTo("90");
    // the straggler of before does not come back
    assertThat(table
            .publish(latency("r-1b", Samples.AS_OF.plusSeconds(1), 100, 4.2))
            .fenced())
        .isEqualTo(1);
    // a rerun over the same input advances, and remembers
    assertThat(table.publish(latency("r-3", LATER.plusSeconds(1), 90, 5.5)).advanced())
        .isEqualTo(1);
    assertThat(table
            .publish(latency("r-1b", Samples.AS_OF.plusSeconds(1), 100, 4.2))
            .fenced())
        .isEqualTo(1);
    assertThat(wineDay("requests")).isEqualTo("90");
  }

  @Test
  void aMissingTableIsNamed() {
    SummarySettings nowhere = new SummarySettings("no-such-table", null, Samples.TTL);
    assertThatThrownBy(() -> new Publisher(TestServers.dynamoDb(), nowhere)
            .publish(latency("r", LATER, 1, 1), Samples.run("r"), false, (rows, of) -> {}))
        .isInstanceOfSatisfying(Unusable.class, e -> {
          assertThat(e)
              .hasMessage("summary table no-such-table does not exist in region us-east-1");
          assertThat(e.remedy()).contains("jobs/sluice init");
        });
    assertThatThrownBy(() -> new SummaryReader(TestServers.dynamoDb(), nowhere).board())
        .isInstanceOf(Unusable.class);
  }

  @Test
  void aNameThatIsTooLongIsNamedBeforeAnythingIsWritten() {
    String name = "x".repeat(3000);
    Figures figures = Samples.latencyOnly(
        "r",
        LATER,
        List.of(
            Samples.latency("wine", "3", Samples.DAY, 1),
            Samples.latency(name, "3", Samples.DAY, 1)));
    assertThatThrownBy(() -> table.publish(figures))
        .isInstanceOf(GateFailed.class)
        .hasMessageContaining(name);
    assertThat(table.rows()).isEmpty();
  }

  @Test
  void extremeNumbersAreStoredAsTheyAre() {
    for (double p50 : new double[] {1e-130, 9.9e125, 4.940656458412465e-100, 1.0 / 3, 1e22}) {
      TestTable fresh = new TestTable();
      fresh.publish(latencyOf("r", p50));
      assertThat(Double.parseDouble(fresh.row(WINE_DAY).value("p50").n())).isEqualTo(p50);
    }
  }

  private static Figures latencyOf(String runId, double p50) {
    return latency(runId, Samples.AS_OF, 100, p50);
  }

  private static Figures latency(String runId, Instant asOf, long requests, double p50) {
    return Samples.latencyOnly(
        runId, asOf, List.of(Samples.latency("wine", "3", Samples.DAY, requests, p50)));
  }

  private String wineDay(String number) {
    return table.row(WINE_DAY).value(number).n();
  }

  private long expiry(String key) {
    return Long.parseLong(table.row(key).value("expiresAt").n());
  }

  private static long expiryOf(Instant from) {
    return from.plus(Samples.TTL).getEpochSecond();
  }

  private static Map<String, Object> plain(Row row) {
    Map<String, Object> plain = new TreeMap<>(SummaryRow.of(row.item()).attributes());
    plain.replaceAll(
        (name, value) -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
    return plain;
  }

  private static Map<String, AttributeValue> figuresOf(Row row) {
    Map<String, AttributeValue> figures = new TreeMap<>(row.item());
    figures.keySet().removeAll(List.of("asOf", "runId", "expiresAt"));
    return figures;
  }
}
