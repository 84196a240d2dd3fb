package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.summary.PublishResult.Eroded;
import dev.sluice.summary.PublishResult.LateRestatement;
import dev.sluice.summary.PublishResult.LeftRows;
import dev.sluice.summary.PublishResult.LeftRows.Reason;
import dev.sluice.summary.PublishResult.RefusedRow;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
    assertThat(Counts.of(result)).isEqualTo(new Counts(10, 10, 0, 0, List.of()));
    assertThat(settled).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    PublicationRows rows = PublicationRows.of(figures, new Keys(null), Samples.stamp("r-1"));
    List<Row> expected = Stream.concat(rows.figures().stream(), rows.board().stream())
        .map(PlannedRow::row)
        .toList();
    assertThat(table.figures()).hasSize(expected.size());
    for (Row row : expected) {
      Row stored = table.row(row.key().toString());
      assertThat(plain(stored)).isEqualTo(plain(row));
      assertThat(ContentHash.of(stored.item())).isEqualTo(row.contentHash());
    }
  }

  @Test
  void theBoardOfAllHasRowsOfEachSource() {
    Publisher publisher = table.publisher(TestServers.dynamoDb());
    Figures figures = Samples.figures("r-1-a", Samples.AS_OF, 100, 4.2);
    Figures late = Samples.figures("r-0-b", Samples.AS_OF.minusSeconds(1), 90, 4.2);

    assertThat(publisher.publishBoardOf("a", figures, Samples.run("r-1-a")).written())
        .isEqualTo(1);
    publisher.publishBoardOf(
        "b", Samples.figures("r-1-b", Samples.AS_OF, 100, 4.2), Samples.run("r-1-b"));
    PublishResult fenced = publisher.publishBoardOf("b", late, Samples.run("r-0-b"));

    assertThat(fenced.written()).isZero();
    assertThat(fenced.fenced()).isEqualTo(1);
    assertThat(table.rows().keySet()).containsExactly("BOARD / a#wine", "BOARD / b#wine");
    assertThat(table.reader().board()).hasSize(2).allSatisfy(row -> {
      assertThat(row.text("model")).hasValue("wine");
      assertThat(row.count("requests")).hasValue(100);
    });
    assertThat(table.reader().board())
        .extracting(row -> row.text("sourceName").orElseThrow())
        .containsExactly("a", "b");
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
    assertThat(Counts.of(result)).isEqualTo(new Counts(10, 0, 10, 0, List.of()));
    assertThat(table.figures().keySet()).isEqualTo(before.keySet());
    before.forEach((key, old) -> {
      Row row = table.row(key);
      assertThat(row.position()).isEqualTo(Position.of(LATER, Samples.STARTED, "r-2", 1));
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
    assertThat(Counts.of(result)).isEqualTo(new Counts(1, 0, 0, 1, List.of()));
    assertThat(wineDay("p50")).isEqualTo("5.5");
  }

  @Test
  void fewerItemsErodeNothing() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    PublishResult result = table.publish(latency("r-2", LATER, 90, 5.5));
    Eroded eroded = new Eroded(new RowKey("LATENCY#wine", "DAY#2026-10-19#3"), 100, 90);
    assertThat(Counts.of(result)).isEqualTo(new Counts(1, 0, 0, 0, List.of(eroded)));
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
    assertThat(Counts.of(table.restate(restated))).isEqualTo(new Counts(1, 1, 0, 0, List.of()));
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
  void aRunWithALaterStartIsNewerWhateverItsId() {
    table.publish(
        latency("nightly-9", LATER, 100, 4.2), Samples.run("nightly-9", Samples.AS_OF, 1), false);
    PublishResult result = table.publish(
        latency("nightly-10", LATER, 100, 5.5), Samples.run("nightly-10", LATER, 1), false);
    assertThat(result.written()).isEqualTo(1);
    assertThat(wineDay("p50")).isEqualTo("5.5");
  }

  @Test
  void anotherResultOfTheSameRunIsNewer() {
    RunRecord first = Samples.run("r-1");
    RunRecord second = Samples.run("r-1", first.startedAt(), 2);
    table.publish(latency("r-1", LATER, 100, 5.5), second, false);
    PublishResult result = table.publish(latency("r-1", LATER, 100, 4.2), first, false);
    assertThat(result.left())
        .containsExactly(
            new LeftRows(Reason.NEWER_RUN, 1, 1, "r-1", "2026-10-21T03:00:00.000000000Z"));
    assertThat(wineDay("p50")).isEqualTo("5.5");
  }

  @Test
  void aRunForAnEarlierDayMovesNoBoardBack() {
    table.publish(board("r-1", Samples.AS_OF, "2026-10-19", 100));
    PublishResult earlier = table.publish(board("r-2", LATER, "2026-10-18", 50));
    assertThat(table.row("BOARD / wine").value("day").s()).isEqualTo("2026-10-19");
    assertThat(earlier.left())
        .containsExactly(
            new LeftRows(Reason.LATER_DAY, 1, 1, "r-1", "2026-10-20T03:00:00.000000000Z"));
    // restated or not: the board shows a model's last day
    assertThat(table.restate(board("r-3", LATER, "2026-10-18", 50)).fenced()).isEqualTo(1);
    assertThat(table.publish(board("r-4", LATER, "2026-10-19", 50)).written()).isEqualTo(1);
    assertThat(table.publish(board("r-0", Samples.AS_OF, "2026-10-20", 10)).written())
        .isEqualTo(1);
    assertThat(table.row("BOARD / wine").value("requests").n()).isEqualTo("10");
  }

  @Test
  void aRestatementThatComesLateSaysSo() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    table.publish(latency("r-3", LATER.plusSeconds(1), 90, 6.5));
    PublishResult late = table.restate(latency("r-2", LATER, 80, 5.5));
    assertThat(late.written()).isEqualTo(1);
    assertThat(late.late())
        .containsExactly(new LateRestatement(
            new RowKey("LATENCY#wine", "DAY#2026-10-19#3"),
            "r-3",
            "2026-10-21T03:00:01.000000000Z"));
    PublishResult next = table.publish(latency("r-4", LATER.plusSeconds(2), 90, 6.5));
    assertThat(next.written()).isEqualTo(1);
    assertThat(next.late()).isEmpty();
  }

  @Test
  void aRestatementIsRememberedThoughANewerRunsRowStays() {
    table.publish(latency("r-3", LATER.plusSeconds(1), 90, 6.5));
    PublishResult restated = table.restate(latency("r-2", LATER, 80, 5.5));
    assertThat(restated.left())
        .containsExactly(
            new LeftRows(Reason.NEWER_RUN, 1, 1, "r-3", "2026-10-21T03:00:01.000000000Z"));
    PublishResult straggler = table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    assertThat(straggler.left())
        .containsExactly(
            new LeftRows(Reason.RESTATED, 1, 1, "r-2", "2026-10-21T03:00:00.000000000Z"));
    assertThat(wineDay("requests")).isEqualTo("90");
  }

  @Test
  void aRowOfAnEarlierReleaseIsOrderedAndReplaced() {
    table.publish(latency("r-1", Samples.AS_OF, 100, 4.2));
    table.earlierRelease(table.row(WINE_DAY).key());
    assertThat(table
            .publish(latency("r-0", Samples.AS_OF.minusSeconds(1), 100, 5.5))
            .fenced())
        .isEqualTo(1);
    assertThat(table.publish(latency("r-1", Samples.AS_OF, 100, 4.2)).advanced())
        .isEqualTo(1);
    assertThat(table.row(WINE_DAY).position())
        .isEqualTo(Position.of(Samples.AS_OF, Samples.STARTED, "r-1", 1));
    table.earlierRelease(table.row(WINE_DAY).key());
    assertThat(table.publish(latency("r-2", LATER, 100, 6.5)).written()).isEqualTo(1);
  }

  @Test
  void aHolderThatWakesDoesNotUndoItsRunsEnd() {
    table.publish(Samples.figures("r-1", Samples.AS_OF, 100, 4.2));
    Publisher publisher = table.publisher(TestServers.dynamoDb());
    RunRecord failed =
        Samples.run("r-1").failed(RunRecord.State.FAILED, LATER, 3, "lost its lease. Wait.");
    publisher.record(failed, Samples.AS_OF);
    publisher.record(failed, null);
    assertThat(table.reader().run("r-1").orElseThrow().text("state")).hasValue("done");
  }

  @Test
  void aRunWithoutASnapshotHasNoAsOf() {
    table
        .publisher(TestServers.dynamoDb())
        .record(
            Samples.run("r-9").failed(RunRecord.State.STOPPED, LATER, 5, "its budget. Raise it."),
            null);
    SummaryRow stopped = table.reader().run("r-9").orElseThrow();
    assertThat(stopped.text("asOf")).isEmpty();
    assertThat(stopped.within("absent").text("asOf")).hasValue("there is no snapshot");
    assertThat(stopped.count("expiresAt")).hasValue(expiryOf(Samples.STARTED));
    // its scan began earlier than it did, by a clock that goes wrong
    table.publish(Samples.figures("r-9", Samples.STARTED.minusSeconds(86_400), 100, 4.2));
    assertThat(table.reader().run("r-9").orElseThrow().text("state")).hasValue("done");
  }

  @Test
  void aMissingTableIsNamed() {
    SummarySettings nowhere = new SummarySettings("no-such-table", null, Samples.TTL);
    assertThatThrownBy(() -> new Publisher(TestServers.dynamoDb(), nowhere)
            .publish(latency("r", LATER, 1, 1), Samples.run("r"), false, (rows, of) -> {}))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e)
              .hasMessage("summary table no-such-table does not exist in region us-east-1");
          assertThat(e.remedy()).contains("jobs/sluice init");
        });
    assertThatThrownBy(() -> new SummaryReader(TestServers.dynamoDb(), nowhere).board())
        .isInstanceOf(ResourceUnavailableException.class);
  }

  @Test
  void rowsOfLongAndOddNamesAreFoundByTheirWholeNames() {
    List<String> names = List.of(
        "x".repeat(3000), "語".repeat(1100), "a#DAY", "", "*", "\0", "x".repeat(2999) + "y", "%");
    table.publish(Samples.latencyOnly(
        "r",
        LATER,
        names.stream()
            .flatMap(name -> Stream.of("*", "v".repeat(1020), "")
                .map(version ->
                    Samples.latency(name, version, Samples.DAY, 1 + names.indexOf(name))))
            .toList()));
    for (String name : names) {
      List<SummaryRow> rows = table.reader().latency(name, Grain.DAY, Samples.DATE, Samples.DATE);
      assertThat(rows)
          .extracting(row -> row.text("version").orElseThrow())
          .containsExactlyInAnyOrder("*", "v".repeat(1020), "");
      assertThat(rows).allSatisfy(row -> {
        assertThat(row.text("model")).hasValue(name);
        assertThat(row.count("requests")).hasValue(1 + names.indexOf(name));
      });
    }
    assertThat(table.reader().window(SummaryReader.Kind.LATENCY, Grain.DAY, "2026-10-19"))
        .hasSize(3 * names.size());
  }

  @Test
  void aRowThatDynamoDbDoesNotTakeIsToldAndTheOthersAreWritten() throws IOException {
    Figures figures = Samples.figures("r-1", Samples.AS_OF, 100, 4.2);
    // the first write is that of the run's row
    try (RefusedWrites door = new RefusedWrites("ValidationException", write -> write == 3)) {
      PublishResult result = table.publish(door.client(), figures, false);
      assertThat(result.refused())
          .singleElement()
          .extracting(RefusedRow::reason)
          .isEqualTo("refused");
      assertThat(result.written()).isEqualTo(result.rows() - 1);
      assertThat(table.figures()).hasSize(result.rows() - 1);
      assertThat(table.reader().run("r-1").orElseThrow().text("state")).hasValue("done");
      assertThat(table.reader().run("r-1").orElseThrow().text("error").orElseThrow())
          .startsWith("1 rows could not be written, the first: ")
          .endsWith(": refused");
    }
    try (RefusedWrites door = new RefusedWrites("ValidationException", write -> write > 1)) {
      assertThatThrownBy(() -> table.publish(door.client(), figures, false))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("takes no row");
    }
  }

  @Test
  void extremeNumbersAreStoredAsTheyAre() {
    for (double p50 : new double[] {1e-130, 9.9e125, 4.940656458412465e-100, 1.0 / 3, 1e22}) {
      TestTable fresh = new TestTable();
      fresh.publish(latencyOf("r", p50));
      assertThat(Double.parseDouble(fresh.row(WINE_DAY).value("p50").n())).isEqualTo(p50);
    }
  }

  private static Figures board(String runId, Instant asOf, String day, long requests) {
    return Samples.figures(
        runId,
        asOf,
        List.of(),
        List.of(),
        List.of(),
        List.of(Samples.headline("wine", Samples.day(LocalDate.parse(day)), requests)));
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
    figures.keySet().removeAll(List.of("asOf", "runId", "runStartedAt", "runNumber", "expiresAt"));
    return figures;
  }
}
