package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Figures of a span of days instead of the look-back's: computed, published, restated. */
final class SpanRunTest {
  private static final String SUMMARY = TestServers.table("span-summary");
  private static final int DAYS = 24;
  private static final int A_DAY = 3;

  /** Days relative to this one, so that they are over whenever this runs, and a week is cut by the span. */
  private final LocalDate last = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  private final LocalDate to = Window.monday(last.minusDays(7)).plusDays(2);
  private final LocalDate from = to.minusDays(3);

  private final CommandLine cli = new CommandLine();
  private final String log = TestServers.table("span-log");
  private final String namespace = log;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
  }

  @BeforeEach
  void fill() {
    TestServers.createTable(log);
    for (int day = 0; day < DAYS; day++) {
      for (int n = 0; n < A_DAY; n++) {
        put(last.minusDays(day), n);
      }
    }
  }

  @Test
  void aSpanIsComputedFromTheSnapshotBesideTheLookBack() throws IOException {
    assertThat(sluice("run", "n1")).as(cli::err).isZero();
    assertThat(days()).containsExactly(last.minusDays(1) + " 3", last + " 3");
    List<SummaryRow> board = reader().board();
    assertThat(board).singleElement().satisfies(row -> assertThat(row.text("day"))
        .contains(last.toString()));

    String[] span = {"--from", from.toString(), "--to", to.toString()};
    assertThat(sluice("analyze", "n1", span)).as(cli::err).isZero();
    assertThat(cli.json().path("from").asText()).isEqualTo(from.toString());
    assertThat(cli.json().path("to").asText()).isEqualTo(to.toString());
    assertThat(cli.json().path("consumedReadUnits").isMissingNode()).isTrue();
    assertThat(sluice("publish", "n1", span)).as(cli::err).isZero();

    assertThat(cli.json().path("to").asText()).isEqualTo(to.toString());
    assertThat(cli.json().at("/summaryLeft/0/reason").asText()).isEqualTo("later-day");
    assertThat(days())
        .containsExactly(
            from + " 3",
            from.plusDays(1) + " 3",
            from.plusDays(2) + " 3",
            to + " 3",
            last.minusDays(1) + " 3",
            last + " 3");
    assertThat(reader().board()).isEqualTo(board);
    // whole, although the span begins and ends within them
    assertThat(weeks(from, to)).hasSize(2).allMatch(row -> row.endsWith(" " + 7 * A_DAY));
    SummaryRow run = reader().run("n1").orElseThrow();
    assertThat(run.text("from")).contains(from.toString());
    assertThat(run.text("date")).contains(to.toString());

    // the next night compares with the night before: days and hours of the version and of all
    assertThat(sluice("run", "n2")).as(cli::err).isZero();
    assertThat(cli.json().path("summaryWritten").asInt()).isZero();
    assertThat(cli.json().path("summarySkipped").asInt()).isGreaterThanOrEqualTo(2 * 2 * 2);
  }

  @Tag("thorough")
  @Test
  void itemsThatAreGoneErodeNoWindowUnlessItIsRestated() throws IOException {
    String[] span = {"--from", from.toString(), "--to", to.toString()};
    assertThat(sluice("run", "n1", span)).as(cli::err).isZero();
    JsonNode first = cli.json();
    assertThat(sluice("run", "n1")).isZero();
    assertThat(cli.json()).isEqualTo(first);
    assertThat(sluice("run", "n1", span)).isZero();
    assertThat(cli.json()).isEqualTo(first);

    delete(to, 0);
    assertThat(sluice("run", "n2", span)).as(cli::err).isZero();
    // hour, day and week, of the version and of all
    assertThat(cli.json().path("eroded").asInt()).isEqualTo(6);
    assertThat(days()).contains(to + " 3");

    assertThat(sluice(
            "run",
            "n3",
            Stream.concat(Stream.of(span), Stream.of("--restate")).toArray(String[]::new)))
        .as(cli::err)
        .isZero();
    assertThat(cli.json().has("eroded")).isFalse();
    assertThat(days()).contains(to + " 2", to.minusDays(1) + " 3");
    assertThat(weeks(to, to)).singleElement().asString().endsWith(" " + (7 * A_DAY - 1));
  }

  @Test
  void aSpanIsNeitherMovedNorLongerThanTheData() throws IOException {
    assertThat(sluice("run", "n1", "--from", from.toString(), "--to", to.toString()))
        .as(cli::err)
        .isZero();
    assertThat(sluice("run", "n1", "--from", from.plusDays(1).toString(), "--to", to.toString()))
        .isEqualTo(2);
    assertThat(cli.json().at("/error/message").asText()).contains("is not that of run n1");

    String tomorrow = last.plusDays(2).toString();
    assertThat(sluice("run", "n2", "--from", from.toString(), "--to", tomorrow)).isEqualTo(2);
    assertThat(cli.json().at("/error/message").asText())
        .contains("--to = " + tomorrow + ": is after " + last);
    assertThat(folder.resolve("root/runs/n2")).doesNotExist();

    assertThat(sluice("publish", "n1", "--from", to.toString(), "--to", to.toString()))
        .isEqualTo(3);
    assertThat(cli.json().at("/error/message").asText()).contains("has no figures of " + to);
  }

  private void put(LocalDate day, int n) {
    Map<String, AttributeValue> item = Map.of(
        "id", AttributeValue.fromS(day + "-" + n),
        "modelName", AttributeValue.fromS("m"),
        "timestamp", AttributeValue.fromS(day + "T10:00:00Z"),
        "latencyMs", AttributeValue.fromN("" + (10 + n)));
    TestServers.dynamoDb().putItem(put -> put.tableName(log).item(item));
  }

  private void delete(LocalDate day, int n) {
    TestServers.dynamoDb()
        .deleteItem(
            delete -> delete.tableName(log).key(Map.of("id", AttributeValue.fromS(day + "-" + n))));
  }

  /** The days with a row, with their requests. */
  private List<String> days() {
    return rows(Grain.DAY, last.minusDays(DAYS), last);
  }

  private List<String> weeks(LocalDate from, LocalDate to) {
    return rows(Grain.WEEK, from, to);
  }

  private List<String> rows(Grain grain, LocalDate from, LocalDate to) {
    return reader().latency("m", grain, from, to).stream()
        .filter(row -> row.text("version").orElseThrow().equals("*"))
        .map(row -> row.text("sk").orElseThrow().split("#", -1)[1] + " "
            + row.count("requests").orElseThrow())
        .toList();
  }

  private SummaryReader reader() {
    return new SummaryReader(
        TestServers.dynamoDb(), new SummarySettings(SUMMARY, namespace, Duration.ofDays(400)));
  }

  private int sluice(String command, String runId, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", runId));
    arguments.addAll(List.of(options));
    return cli.run(
        arguments,
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + log,
            "dataset.root=" + folder.resolve("root").toUri(),
            "events.latency-unit=ms",
            "analytics.look-back=2 days",
            "summary.table=" + SUMMARY,
            "summary.namespace=" + namespace));
  }
}
