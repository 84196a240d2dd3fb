package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.latency.Latencies;
import dev.sluice.analytics.latency.LatencyMetrics;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitSuspicionsTest {
  private static final LocalDate LAST = LocalDate.of(2026, 10, 28);
  private static final int DAYS = 10;

  /**
   * Figures of days of lognormal latencies.
   *
   * @param scale of the day so many before the last one, milliseconds
   */
  private static Figures figures(long seed, IntToDoubleFunction scale) {
    return figures(seed, 100, Map.of("v1", scale));
  }

  /**
   * Likewise of several versions and of all together.
   *
   * @param requests a day of each version
   * @param scales of a version; 0 on days that it has no requests
   */
  private static Figures figures(long seed, int requests, Map<String, IntToDoubleFunction> scales) {
    Random random = new Random(seed);
    List<LatencyFigures> rows = new ArrayList<>();
    for (int before = DAYS - 1; before >= 0; before--) {
      Window day = Window.day(LAST.minusDays(before), ZoneId.of("UTC"));
      Latencies all = new Latencies();
      for (String version : new TreeSet<>(scales.keySet())) {
        double scale = scales.get(version).applyAsDouble(before);
        Latencies own = new Latencies();
        for (int i = 0; i < requests && scale > 0; i++) {
          double latency = Math.round(scale * Math.exp(0.5 * random.nextGaussian()) * 1e6) / 1e6;
          own.add(latency, false);
          all.add(latency, false);
        }
        if (scale > 0) {
          rows.add(LatencyMetrics.figures("m", version, day, own, null));
        }
      }
      rows.add(LatencyMetrics.figures("m", "*", day, all, null));
    }
    return PlainFigures.of(
        "run-" + seed,
        Instant.parse("2026-10-29T00:00:00Z"),
        LAST,
        "UTC",
        0,
        0,
        null,
        rows,
        List.of(),
        List.of(),
        List.of());
  }

  private static EventAttributes latency(String name, @Nullable LatencyUnit unit) {
    return new EventAttributes(
        "id", "at", "m", "v", "p", "c", name, null, null, "error", null, unit);
  }

  private static final EventAttributes NAMED = latency("latencyMs", null);
  private static final EventAttributes STATED = latency("latencyMs", LatencyUnit.MS);

  @Test
  void aDayInAnotherUnitIsTold() {
    assertThat(UnitSuspicions.of(figures(1, before -> before == 0 ? 0.03 : 30), null, NAMED))
        .singleElement()
        .asString()
        .startsWith(
            "Model m: on 2026-10-28 latencies are about 1/1,000 of those of the 9 days before");
    assertThat(UnitSuspicions.of(figures(1, before -> before == 0 ? 3e7 : 30), null, NAMED))
        .singleElement()
        .asString()
        .contains("are about 1,000,000 times those of");
  }

  @Test
  void soIsADayOfFewRequests() {
    for (int requests : new int[] {5, 10, 15}) {
      int told = 0;
      for (int seed = 0; seed < 40; seed++) {
        Figures few = figures(seed, requests, Map.of("v1", before -> before == 0 ? 0.03 : 30));
        told += UnitSuspicions.of(few, null, STATED).size();
      }
      assertThat(told).as("of 40 with %d requests a day", requests).isGreaterThanOrEqualTo(36);
    }
  }

  @Test
  void oneVersionOfSeveralInAnotherUnitIsTold() {
    IntToDoubleFunction same = before -> 30;
    assertThat(UnitSuspicions.of(
            figures(1, 100, Map.of("v1", same, "v2", before -> before == 0 ? 0.03 : 30)),
            null,
            NAMED))
        .singleElement()
        .asString()
        .startsWith(
            "Model m, version v2: on 2026-10-28 latencies are about 1/1,000 of those of the 9 days before");
    assertThat(UnitSuspicions.of(
            figures(1, 100, Map.of("v1", same, "v2", before -> before == 0 ? 0.03 : 0)),
            null,
            NAMED))
        .as("a version of one day, beside all of the days before")
        .singleElement()
        .asString()
        .startsWith("Model m, version v2: on 2026-10-28 latencies are about 1/1,000 of");
    assertThat(UnitSuspicions.of(
            figures(1, 100, Map.of("v1", same, "v2", before -> before == 5 ? 0.03 : 0)),
            null,
            NAMED))
        .as("a version that was gone before the last day")
        .isEmpty();
  }

  @Test
  void slowDownsAndRepairsAreNotTold() {
    for (double factor : new double[] {1, 5, 50, 250, 1 / 50.0, 1 / 250.0, 1e5}) {
      IntToDoubleFunction last = before -> before == 0 ? 30 * factor : 30;
      for (int seed = 0; seed < 20; seed++) {
        assertThat(UnitSuspicions.of(figures(seed, last), null, STATED)).isEmpty();
        for (int requests : new int[] {5, 10, 30}) {
          Figures versions = figures(seed, requests, Map.of("v1", before -> 30, "v2", last));
          assertThat(UnitSuspicions.of(versions, null, STATED))
              .as("%s times at %d requests a day, seed %d", factor, requests, seed)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void otherFiguresOfTheSameDaysAreCompared() {
    Figures now = figures(1, before -> 30);
    assertThat(UnitSuspicions.of(now, figures(1, before -> 0.03), NAMED))
        .singleElement()
        .asString()
        .isEqualTo(
            "Model m: latencies are 1,000 times those that run run-1 computed of the same days:"
                + " another unit was configured then");
    assertThat(UnitSuspicions.of(now, figures(1, before -> 30), NAMED)).isEmpty();
    assertThat(UnitSuspicions.of(now, figures(1, before -> 0.025), NAMED)).isEmpty();
  }

  @Test
  void aUnitThatIsNotStatedIsLookedFor() {
    Figures seconds = figures(1, before -> 0.12);
    assertThat(UnitSuspicions.of(seconds, null, latency("latency", null)))
        .singleElement()
        .asString()
        .contains("nearly all latencies are below 1, which looks like seconds");
    assertThat(UnitSuspicions.of(seconds, null, NAMED))
        .as("whatever the name says, which may be the default one")
        .singleElement()
        .asString()
        .contains("nearly all latencies are below 1, which looks like seconds");
    assertThat(UnitSuspicions.of(seconds, null, STATED)).isEmpty();
    assertThat(UnitSuspicions.of(seconds, null, latency("latency", LatencyUnit.MS)))
        .isEmpty();
    assertThat(UnitSuspicions.of(figures(1, before -> 30), null, latency("latency", null)))
        .isEmpty();
  }

  @Test
  void aNameMaySayAnotherUnit() {
    Figures any = figures(1, before -> 30);
    for (String name : List.of("latency_seconds", "latencySeconds", "took.s", "durationNs")) {
      assertThat(UnitSuspicions.of(any, null, latency(name, null)))
          .singleElement()
          .asString()
          .startsWith("Latencies are taken for milliseconds, and the attribute's name says ");
    }
    for (String name : List.of("latency", "status", "duration_ms", "tookMillis", "s3Bytes")) {
      assertThat(UnitSuspicions.of(any, null, latency(name, null))).isEmpty();
    }
  }
}
