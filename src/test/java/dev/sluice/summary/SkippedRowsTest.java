package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.summary.PublishResult.Eroded;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Rows that are as last published are not asked for, and the table ends as if they had been. */
class SkippedRowsTest {
  private static final String ROW = "LATENCY#m-0 / DAY#2026-10-19#1";
  private static final int ROWS = 6;

  private final MemoryStore store = new MemoryStore();
  private final TestTable table = new TestTable(store);

  /** Requests by what they are about. */
  private static final class Requests implements ExecutionInterceptor {
    private final List<String> all = new ArrayList<>();

    @Override
    public synchronized void beforeExecution(
        Context.BeforeExecution context, ExecutionAttributes attributes) {
      all.add(subject(context.request()));
    }

    private static String subject(SdkRequest request) {
      if (request instanceof PutItemRequest put) {
        return "write " + put.item().get("pk").s();
      }
      return request instanceof UpdateItemRequest update
          ? "write " + update.key().get("pk").s()
          : "query "
              + ((QueryRequest) request).expressionAttributeValues().get(":pk").s();
    }
  }

  @Test
  void aNightWithoutChangesWritesItsRunRowAndTheBoardAndAsksForNothingElse() {
    table.publish(night(1, 100, 5));
    Requests requests = new Requests();
    PublishResult result;
    try (DynamoDbClient client = recorded(requests)) {
      result = table.publish(client, night(2, 100, 5), false);
    }
    assertThat(result.rows()).isEqualTo(ROWS + 1);
    assertThat(result.skipped()).isEqualTo(ROWS);
    // its start, its claim and its end; the stored row of each is found by a refused write
    assertThat(requests.all)
        .containsExactly(
            "write RUN",
            "query RUN",
            "write RUN",
            "write RUN",
            "query RUN",
            "write BOARD",
            "write BOARD",
            "write RUN",
            "write RUN");
    assertThat(row().position().runId()).isEqualTo("r-1");
    assertThat(table.row("BOARD / m-0").position().runId()).isEqualTo("r-2");
    assertThat(table.reader().run("r-2").orElseThrow().text("state")).hasValue("done");
  }

  @Test
  void fiveFourFiveWithTheMiddleOneLast() {
    table.publish(night(1, 100, 5));
    assertThat(table.publish(night(3, 100, 5)).skipped()).isEqualTo(ROWS);
    PublishResult middle = table.publish(night(2, 100, 4));
    assertThat(middle.fenced()).isEqualTo(ROWS + 1);
    assertThat(middle.left().get(0).runId()).isEqualTo("r-3");
    assertThat(p50()).isEqualTo("5");
    // the straggler has written down what the newer run left unsaid
    assertThat(row().position().runId()).isEqualTo("r-3");
  }

  @Test
  void aMiddleOneWithMoreItemsIsNotHeldBack() {
    table.publish(night(1, 100, 5));
    table.publish(night(3, 100, 5));
    assertThat(table.publish(night(2, 101, 4)).written()).isGreaterThanOrEqualTo(ROWS);
    assertThat(p50()).isEqualTo("4");
    assertThat(Position.parse(row().value(RowNames.ERODED_BY).s()).runId()).isEqualTo("r-3");
  }

  @Test
  void aRestatementInTheMiddleIsRememberedAndTheNewerRunsRowStays() {
    table.publish(night(1, 100, 5));
    table.publish(night(3, 100, 5));
    table.restate(night(2, 90, 4));
    assertThat(p50()).isEqualTo("5");
    assertThat(Position.parse(row().value(RowNames.RESTATED_BY).s()).runId()).isEqualTo("r-2");
    // the next run has to look, since a late restatement may stand until then
    assertThat(table.publish(night(4, 100, 5)).skipped()).isZero();
    assertThat(table.publish(night(5, 100, 5)).skipped()).isEqualTo(ROWS);
  }

  @Test
  void aLateRestatementStandsUntilTheNextRunThoughThatIsAsLastPublished() {
    table.publish(night(1, 100, 5));
    table.publish(night(3, 90, 6));
    table.publish(night(4, 90, 6));
    PublishResult late = table.restate(night(2, 80, 4));
    assertThat(late.late()).hasSize(ROWS);
    assertThat(late.late().get(0).runId()).isEqualTo("r-4");
    assertThat(table.publish(night(5, 90, 6)).written()).isGreaterThanOrEqualTo(ROWS);
    assertThat(p50()).isEqualTo("6");
  }

  @Test
  void erodedRowsAreReportedAndNotAskedForEither() {
    table.publish(night(1, 100, 5));
    assertThat(table.publish(night(2, 90, 6)).eroded()).hasSize(ROWS);
    Requests requests = new Requests();
    PublishResult again;
    try (DynamoDbClient client = recorded(requests)) {
      again = table.publish(client, night(3, 90, 6), false);
    }
    assertThat(again.eroded())
        .hasSize(ROWS)
        .contains(new Eroded(new RowKey("LATENCY#m-0", "DAY#2026-10-19#1"), 100, 90));
    assertThat(requests.all).noneMatch(request -> request.contains("LATENCY"));
    assertThat(p50()).isEqualTo("5");
    // late, and with fewer items than the one that stays: the newest that found fewer is remembered
    table.publish(night(2, 1, 95, 7));
    assertThat(Position.parse(row().value(RowNames.ERODED_BY).s()).runId()).isEqualTo("r-3");
  }

  @Test
  void ofManyRowsThoseThatChangeAreWritten() {
    table.publish(night(1, 100, 5));
    PublishResult result = table.publish(Samples.latencyOnly(
        "r-2",
        asOf(2),
        List.of(cell(0, 100, 5), cell(1, 100, 4), cell(2, 100, 5), cell(ROWS, 100, 5))));
    assertThat(result.skipped()).isEqualTo(2);
    assertThat(result.written()).isEqualTo(2);
    // rows that the second run had not are not known to it, but are as the first one left them
    assertThat(table.publish(night(3, 100, 5)).skipped()).isEqualTo(2);
  }

  @Test
  void aRowThatTheNewerRunHasNotIsWrittenByAStraggler() {
    table.publish(night(1, 100, 5));
    table.publish(Samples.latencyOnly("r-3", asOf(3), List.of(cell(1, 100, 5), cell(2, 100, 5))));
    PublishResult middle = table.publish(night(2, 100, 4));
    assertThat(p50()).isEqualTo("4");
    assertThat(table.row("LATENCY#m-1 / DAY#2026-10-19#1").value("p50").n()).isEqualTo("5");
    assertThat(middle.fenced()).isEqualTo(2);
  }

  /** Among rows that it has, of the same model and day. */
  @Test
  void aVersionThatTheNewerRunHasNotIsWrittenByAStraggler() {
    LatencyFigures other = Samples.latency("m-0", "2", Samples.DAY, 100, 5);
    table.publish(Samples.latencyOnly("r-1", asOf(1), List.of(cell(0, 100, 5), other)));
    assertThat(table
            .publish(Samples.latencyOnly("r-3", asOf(3), List.of(cell(0, 100, 5))))
            .skipped())
        .isEqualTo(1);
    table.publish(Samples.latencyOnly("r-4", asOf(4), List.of(cell(0, 100, 5))));
    LatencyFigures late = Samples.latency("m-0", "2", Samples.DAY, 100, 4);
    table.publish(Samples.latencyOnly("r-2", asOf(2), List.of(cell(0, 100, 4), late)));
    assertThat(p50()).isEqualTo("5");
    assertThat(table.row("LATENCY#m-0 / DAY#2026-10-19#2").value("p50").n()).isEqualTo("4");
  }

  @Test
  void aRunThatIsBetweenTheTwoMakesTheNewerOneAsk() {
    table.publish(night(1, 100, 5));
    // of another root, or its document is lost
    TestTable elsewhere = table.with(PublicationStore.NONE);
    elsewhere.publish(night(2, 100, 4));
    assertThat(table.publish(night(3, 100, 5)).written()).isGreaterThanOrEqualTo(ROWS);
    assertThat(p50()).isEqualTo("5");
  }

  @Test
  void aRunOfOtherModelsBetweenTheTwoDoesNot() {
    table.publish(night(1, 100, 5));
    table
        .with(PublicationStore.NONE)
        .publish(Samples.latencyOnly(
            "r-2", asOf(2), List.of(Samples.latency("other", "1", Samples.DAY, 100, 5))));
    assertThat(table.publish(night(3, 100, 5)).skipped()).isEqualTo(ROWS);
  }

  @Test
  void aRunOfAnEarlierReleaseMakesTheNextOneAskWheneverItCame() {
    table.publish(night(1, 100, 5));
    table.publish(night(3, 100, 5));
    // it does not read what others announce, and says nothing itself
    table.with(PublicationStore.NONE).unaware(night(2, 100, 4));
    assertThat(p50()).isEqualTo("4");
    assertThat(table.publish(night(4, 100, 5)).written()).isGreaterThanOrEqualTo(ROWS);
    assertThat(p50()).isEqualTo("5");
    assertThat(table.publish(night(5, 100, 5)).skipped()).isEqualTo(ROWS);
  }

  @Test
  void aRestatementAsksForAllRows() {
    table.publish(night(1, 100, 5));
    table.change(ROW, row -> row.put("p50", AttributeValue.fromN("77")));
    assertThat(table.publish(night(2, 100, 5)).skipped()).isEqualTo(ROWS);
    PublishResult restated = table.restate(night(3, 100, 5));
    assertThat(restated.skipped()).isZero();
    assertThat(p50()).isEqualTo("5");
  }

  @Test
  void afterSoManyNightsAllRowsAreAskedFor() {
    table.publish(night(0, 100, 5));
    List<Integer> skipped = IntStream.rangeClosed(1, LastPublication.MAX_CHAIN + 2)
        .mapToObj(night -> table.publish(night(night, 100, 5)).skipped())
        .toList();
    assertThat(skipped).containsOnly(0, ROWS);
    assertThat(skipped.indexOf(0)).isEqualTo(LastPublication.MAX_CHAIN);
    assertThat(skipped.get(LastPublication.MAX_CHAIN + 1)).isEqualTo(ROWS);
  }

  @Test
  void rowsWithoutAWindowAreRenewedLongBeforeTheyExpire() {
    Figures first = Samples.figures("r-1", asOf(1), 100, 5);
    table.publish(first);
    Instant late = asOf(1).plus(Samples.TTL.dividedBy(4)).plusSeconds(1);
    table.publish(Samples.figures("r-2", late, 100, 5));
    assertThat(table.row("EXPERIMENT#iris-species / BEST").value("expiresAt").n())
        .isEqualTo(Long.toString(late.plus(Samples.TTL).getEpochSecond()));
  }

  @Test
  void aTableThatWasMadeAnewGetsAllRows() {
    table.publish(night(1, 100, 5));
    TestTable another = new TestTable(store);
    assertThat(another.publish(night(2, 100, 5)).written()).isEqualTo(ROWS + 1);
  }

  @Test
  void aDamagedDocumentIsNotBelieved() {
    table.publish(night(1, 100, 5));
    store.damage();
    assertThat(table.publish(night(2, 100, 5)).skipped()).isZero();
    assertThat(table.publish(night(3, 100, 5)).skipped()).isEqualTo(ROWS);
  }

  @Test
  void anAnnouncementThatOthersHaveChangedHidesNothing() {
    table.publish(night(1, 100, 5));
    table.publish(night(2, 100, 5));
    for (AttributeValue value : List.of(
        AttributeValue.fromS("none"),
        AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
        AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of()))))) {
      table.change("RUN / r-2", row -> row.put(RowNames.PUBLICATIONS, value));
      SortedMap<String, Row> before = table.rows();
      assertThat(table.publish(night(3, 100, 5)).rows()).isEqualTo(ROWS + 1);
      assertThat(before.keySet()).isSubsetOf(table.rows().keySet());
      assertThat(p50()).isEqualTo("5");
    }
  }

  @Test
  void anotherResultOfTheRunKeepsWhatTheFirstClaims() {
    table.publish(night(1, 100, 5));
    table.publish(night(3, 100, 5));
    // its row replaces that of the first, and it has fewer rows
    table.publish(
        Samples.latencyOnly("r-3", asOf(3), List.of(cell(1, 100, 5))),
        Samples.run("r-3", Samples.STARTED, 2),
        false);
    table.publish(night(2, 100, 4));
    assertThat(p50()).isEqualTo("5");
  }

  private static Figures night(int night, long requests, double p50) {
    return night(night, 0, requests, p50);
  }

  private static Figures night(int night, int seconds, long requests, double p50) {
    return Samples.figures(
        "r-" + night + (seconds == 0 ? "" : "-" + seconds),
        asOf(night).plusSeconds(seconds),
        IntStream.range(0, ROWS).mapToObj(model -> cell(model, requests, p50)).toList(),
        List.of(),
        List.of(),
        List.of(Samples.headline("m-0", requests)));
  }

  private static LatencyFigures cell(int model, long requests, double p50) {
    Window day = Samples.DAY;
    return Samples.latency("m-" + model, "1", day, requests, p50);
  }

  private static Instant asOf(int night) {
    return Samples.AS_OF.minus(Duration.ofHours(50)).plus(Duration.ofHours(night));
  }

  private Row row() {
    return table.row(ROW);
  }

  private String p50() {
    return row().value("p50").n();
  }

  private static DynamoDbClient recorded(Requests requests) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(TestServers.dynamoDbEndpoint())
        .overrideConfiguration(c -> c.addExecutionInterceptor(requests))
        .build();
  }
}
