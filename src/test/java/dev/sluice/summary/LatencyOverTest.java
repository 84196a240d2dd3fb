package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.console.SummaryPrinter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A quarter from the rows of its days, against the same from its items. */
class LatencyOverTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-07-01");
  private static final LocalDate LAST = LocalDate.parse("2026-09-30");
  private static final double TARGET = 0.9;

  private final TestTable table = new TestTable();
  private final SummaryReader reader = table.reader();
  private final Map<String, Latencies> items = new TreeMap<>();

  private LatencyFigures day(Random random, LocalDate day, String version, int places) {
    Latencies state = new Latencies(50.0);
    for (int i = 0; i < 95; i++) {
      String text =
          "%%.%df".formatted(places).formatted(40 * Math.exp(0.6 * random.nextGaussian()));
      boolean failed = random.nextInt(50) == 0;
      state.add("N", text, failed);
      items.computeIfAbsent(version, unseen -> new Latencies(50.0)).add("N", text, failed);
    }
    return state.figures("wine", version, Samples.day(day), TARGET);
  }

  private LatencyFigures ofItems(String version) {
    Window window = new Window(
        Grain.SPAN,
        FIRST + "/" + LAST,
        Instant.parse("2026-07-01T00:00:00Z"),
        Instant.parse("2026-10-01T00:00:00Z"));
    return items.get(version).figures("wine", version, window, TARGET);
  }

  private List<LatencyFigures> quarter() {
    Random random = new Random(3);
    List<LatencyFigures> days = new ArrayList<>();
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      days.add(day(random, day, "1", 0));
      days.add(day(random, day, "*", 9));
    }
    return days;
  }

  @Test
  void equalsTheFiguresFromTheItemsByteForByte() {
    table.publish(Samples.latencyOnly("r", Samples.AS_OF, quarter()));
    assertThat(reader.latencyOver("wine", "1", FIRST, LAST)).hasValue(ofItems("1"));
    assertThat(reader.latencyOver("wine", "*", FIRST.minusDays(9), LAST.plusDays(9)))
        .hasValue(ofItems("*"));
    assertThat(ofItems("1").method()).isEqualTo(Method.EXACT);
    assertThat(ofItems("*").method()).isEqualTo(Method.DDSKETCH);
    assertThat(ofItems("*").value(LatencyStatistic.ERROR_BUDGET_BURN)).isGreaterThan(1);
    assertThat(reader.latencyOver("wine", "2", FIRST, LAST)).isEmpty();
    List<SummaryRow> days = reader.latency("wine", Grain.DAY, FIRST, LAST);
    assertThat(SummaryPrinter.latency(days).lines())
        .hasSize(days.size() + 2)
        .last()
        .asString()
        .startsWith("2026-07-01/2026-09-30  wine   *");
    assertThat(SummaryReader.together(days).orElseThrow().number("p95").orElseThrow())
        .isEqualTo(ofItems("*").value(LatencyStatistic.P95));
  }

  @Test
  void aDayWithoutSketchIsNotPassedOver() throws Exception {
    LatencyFigures day = day(new Random(1), FIRST, "*", 3);
    table.publish(Samples.latencyOnly(
        "r",
        Samples.AS_OF,
        List.of(
            day(new Random(1), FIRST.plusDays(1), "*", 3),
            Samples.withSketch(day, new byte[100_000]))));
    assertThatThrownBy(() -> reader.latencyOver("wine", "*", FIRST, LAST))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("DAY#2026-07-01#*");
    List<SummaryRow> days = reader.latency("wine", Grain.DAY, FIRST, LAST);
    assertThat(SummaryReader.together(days)).isEmpty();
    assertThat(new ObjectMapper().readTree(SummaryRow.toJson(days))).hasSize(2);
  }
}
