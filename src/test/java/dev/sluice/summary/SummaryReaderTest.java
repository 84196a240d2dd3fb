package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.summary.SummaryReader.Kind;
import dev.sluice.testing.TestServers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SummaryReaderTest {
  private static final DynamoDbClient CLIENT = TestServers.dynamoDb();

  private final TestTable table = new TestTable();
  private final SummaryReader reader = table.reader();

  @Test
  void latencyOfSomeDays() {
    List<LatencyFigures> days = Stream.iterate(Samples.DATE.minusDays(5), day -> day.plusDays(1))
        .limit(10)
        .flatMap(day -> Stream.of("*", "1", "2")
            .map(version -> Samples.latency("wine", version, Samples.day(day), 100)))
        .toList();
    table.publish(Samples.latencyOnly("r", Samples.AS_OF, days));
    assertThat(keys(reader.latency("wine", Grain.DAY, LocalDate.of(2026, 10, 18), Samples.DATE)))
        .containsExactly(
            "DAY#2026-10-18#*",
            "DAY#2026-10-18#1",
            "DAY#2026-10-18#2",
            "DAY#2026-10-19#*",
            "DAY#2026-10-19#1",
            "DAY#2026-10-19#2");
    assertThat(reader.latency("other", Grain.DAY, Samples.DATE, Samples.DATE)).isEmpty();
  }

  @Test
  void everyGrainBothEndsInclusive() {
    table.publish(Samples.figures("r", Samples.AS_OF, 100, 4.2));
    assertThat(keys(reader.latency("wine", Grain.HOUR, Samples.DATE, Samples.DATE)))
        .containsExactly("HOUR#2026-10-19T13#3");
    assertThat(
            reader.latency("wine", Grain.HOUR, Samples.DATE.plusDays(1), Samples.DATE.plusDays(9)))
        .isEmpty();
    LocalDate sunday = LocalDate.of(2026, 10, 25);
    assertThat(keys(reader.latency("wine", Grain.WEEK, sunday, sunday)))
        .containsExactly("WEEK#2026-W43#3");
    assertThat(reader.latency("wine", Grain.WEEK, sunday.plusDays(1), sunday.plusDays(7)))
        .isEmpty();
  }

  @Test
  void accuracyExperimentsBoardAndRuns() {
    table.publish(Samples.figures("r", Samples.AS_OF, 100, 4.2));
    assertThat(reader.accuracy("wine", Samples.DATE, Samples.DATE))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.number("accuracy")).hasValue(0.93);
          assertThat(row.within("perClass").within("").count("support")).hasValue(40);
          assertThat(row.within("nothing").number("there")).isEmpty();
        });
    assertThat(keys(reader.experiment("iris-species")))
        .containsExactly("BEST", "RUN#1790815079#exp_0000", "RUN#1790828132#exp_0001");
    assertThat(keys(reader.board())).containsExactly("wine");
    assertThat(reader.run("r")).isPresent();
    assertThat(reader.run("s")).isEmpty();
  }

  @Test
  void allModelsOfAWindowFromTheIndex() {
    table.publish(Samples.latencyOnly(
        "r",
        Samples.AS_OF,
        List.of(
            Samples.latency("wine", "1", Samples.DAY, 100),
            Samples.latency("iris", "1", Samples.DAY, 100),
            Samples.latency("iris", "1", Samples.HOUR, 100),
            Samples.latency("iris", "1", Samples.day(Samples.DATE.minusDays(1)), 100))));
    assertThat(reader.window(Kind.LATENCY, Grain.DAY, "2026-10-19"))
        .extracting(row -> row.text("model").orElse(""))
        .containsExactly("iris", "wine");
    assertThat(reader.window(Kind.ACCURACY, Grain.DAY, "2026-10-19")).isEmpty();
  }

  @Test
  void everyPageIsRead() {
    List<LatencyFigures> hours = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      LatencyFigures f = Samples.latency(
          "wine",
          "1",
          new Window(
              Grain.HOUR,
              "2026-10-19T%02d".formatted(hour),
              Samples.DAY.start().plusSeconds(3600L * hour),
              Samples.DAY.start().plusSeconds(3600L * (hour + 1))),
          100);
      hours.add(Samples.withSketch(f, new byte[95_000]));
    }
    table.publish(Samples.latencyOnly("r", Samples.AS_OF, hours));
    // more than two pages of 1 MB
    assertThat(reader.latency("wine", Grain.HOUR, Samples.DATE, Samples.DATE)).hasSize(24);
  }

  @Test
  void namespacesDoNotSeeEachOther() {
    SummarySettings team = new SummarySettings(table.name, "team-a", Samples.TTL);
    new Publisher(CLIENT, team)
        .publish(
            Samples.figures("r", Samples.AS_OF, 77, 4.2), Samples.run("r"), false, (a, b) -> {});
    assertThat(reader.board()).isEmpty();
    assertThat(reader.run("r")).isEmpty();
    assertThat(reader.window(Kind.LATENCY, Grain.DAY, "2026-10-19")).isEmpty();
    SummaryReader theirs = new SummaryReader(CLIENT, team);
    assertThat(theirs.board()).hasSize(1);
    assertThat(theirs.window(Kind.LATENCY, Grain.DAY, "2026-10-19")).hasSize(2);
    assertThat(table.rows().keySet()).allSatisfy(key -> assertThat(key).startsWith("team-a#"));
  }

  @Test
  void namesOfAnyLettersKeepTheirOwnRows() {
    List<String> names =
        List.of("", "%", "a", "a#b", "a%23b", "語", "DAY#2026-10-19#1", "x".repeat(1000));
    List<LatencyFigures> latency = new ArrayList<>();
    List<Headline> board = new ArrayList<>();
    List<AccuracyFigures> accuracy = new ArrayList<>();
    for (String name : names) {
      latency.add(Samples.latency(name, "b#c", Samples.DAY, 100));
      latency.add(Samples.latency(name, "c", Samples.DAY, 100));
      accuracy.add(Samples.accuracy(name));
      board.add(Samples.headline(name, 100));
    }
    Figures figures = Samples.figures("r", Samples.AS_OF, latency, accuracy, List.of(), board);
    assertThat(table.publish(figures).written()).isEqualTo(4 * names.size());
    assertThat(reader.board())
        .extracting(row -> row.text("model").orElseThrow())
        .containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertThat(reader.latency(name, Grain.DAY, Samples.DATE, Samples.DATE))
          .extracting(
              row -> List.of(row.text("model").orElse("?"), row.text("version").orElse("?")))
          .containsExactly(List.of(name, "b#c"), List.of(name, "c"));
    }
    assertThat(reader.window(Kind.LATENCY, Grain.DAY, "2026-10-19"))
        .extracting(row -> row.text("modelKey").orElse(""))
        .doesNotHaveDuplicates()
        .hasSize(2 * names.size());
  }

  private static List<String> keys(List<SummaryRow> rows) {
    return rows.stream().map(row -> row.text("sk").orElse("")).toList();
  }
}
