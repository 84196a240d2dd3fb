package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.analytics.latency.LatencyMetrics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A week rests on the items that its days rest on, also where a day's row stays because of its more items. */
class WeekRowsTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-10-19");
  private static final LocalDate THURSDAY = MONDAY.plusDays(3);

  private final TestTable table = new TestTable(new MemoryStore());

  /** Figures of so many items on Monday and on Thursday, with a latency of each. */
  private static Figures figures(String runId, int night, int monday, int thursday) {
    Map<LocalDate, Latencies> states = new TreeMap<>();
    states.put(MONDAY, state(1, monday));
    states.put(THURSDAY, state(1_000, thursday));
    Latencies week = new Latencies(50.0);
    states.values().forEach(week::merge);
    List<LatencyFigures> all = new ArrayList<>();
    for (String version : List.of("1", "*")) {
      states.forEach((day, state) ->
          all.add(LatencyMetrics.figures("wine", version, Samples.day(day), state, 0.9)));
      all.add(
          LatencyMetrics.figures("wine", version, Window.week(MONDAY, ZoneOffset.UTC), week, 0.9));
    }
    return Samples.latencyOnly(runId, Samples.AS_OF.plusSeconds(86_400L * night), all);
  }

  private static Latencies state(int first, int items) {
    Latencies state = new Latencies(50.0);
    for (int i = 0; i < items; i++) {
      state.add("N", Integer.toString(first + i), false);
    }
    return state;
  }

  private long week(String version) {
    return table.reader().latency("wine", Grain.WEEK, MONDAY, MONDAY).stream()
        .filter(row -> row.text("version").orElseThrow().equals(version))
        .mapToLong(row -> row.count("requests").orElseThrow())
        .sum();
  }

  private long days(String version) {
    return table.reader().latency("wine", Grain.DAY, MONDAY, MONDAY.plusDays(6)).stream()
        .filter(row -> row.text("version").orElseThrow().equals(version))
        .mapToLong(row -> row.count("requests").orElseThrow())
        .sum();
  }

  private void assertWeekIs(long requests) {
    for (String version : List.of("1", "*")) {
      assertThat(days(version)).isEqualTo(requests);
      assertThat(week(version)).isEqualTo(requests);
    }
  }

  @Test
  void tenDeletedAndFiveLate() {
    table.publish(figures("r1", 0, 20, 50));
    assertWeekIs(70);

    table.publish(figures("r2", 1, 10, 55));

    assertWeekIs(75);
    SummaryRow week = table.reader().latency("wine", Grain.WEEK, MONDAY, MONDAY).get(0);
    assertThat(week.text("runId")).hasValue("r2");
    // twenty values on Monday: the stored row's are merged, not those that were found
    assertThat(week.number("p50").orElseThrow()).isEqualTo(1_017);
  }

  @Test
  void aNightWithoutChangesLeavesItAlone() {
    table.publish(figures("r1", 0, 20, 50));
    table.publish(figures("r2", 1, 10, 55));

    PublishResult same = table.publish(figures("r3", 2, 10, 55));

    assertThat(same.written() + same.advanced()).isZero();
    assertWeekIs(75);
  }

  @Test
  void furtherLateItemsAreAdded() {
    table.publish(figures("r1", 0, 20, 50));
    table.publish(figures("r2", 1, 10, 55));
    table.publish(figures("r3", 2, 10, 58));

    assertWeekIs(78);
  }

  @Test
  void anEarlierRunThatArrivesLateBringsItsItems() {
    table.publish(figures("r2", 1, 10, 55));
    assertWeekIs(65);

    table.publish(figures("r1", 0, 20, 50));

    assertWeekIs(75);
  }

  @Test
  void aRestatementStatesWhatWasFound() {
    table.publish(figures("r1", 0, 20, 50));
    table.publish(figures("r2", 1, 10, 55));

    table.restate(figures("r3", 2, 10, 55));

    assertWeekIs(65);
  }
}
