package dev.sluice.analytics.accuracy;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.BIAS;
import static dev.sluice.analytics.AccuracyStatistic.COVERAGE;
import static dev.sluice.analytics.AccuracyStatistic.MACRO_F1;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-10-19");

  /** One day has no signals: why, SignalsTest says. */
  private static final String[] SIGNALS = {"trendSlope", "trendP", "changePoint", "regression"};

  private static Set<String> absent(AccuracyFigures figures) {
    Set<String> absent = new TreeSet<>(figures.absent().keySet());
    assertThat(absent).contains(SIGNALS);
    absent.removeAll(Set.of(SIGNALS));
    absent.removeIf(name -> name.contains("."));
    return absent;
  }

  private static Event event(String prediction, @Nullable String label) {
    return new Event(new Value("S", prediction), Value.of("S", label), null, null, null, false);
  }

  private static Outcomes state(Event... events) {
    Outcomes state = new Outcomes();
    for (Event event : events) {
      state.add(event);
    }
    return state;
  }

  private static AccuracyFigures figures(TargetKind target, Event... events) {
    AnalyticsSettings settings = new AnalyticsSettings(
        ZoneOffset.UTC, DAY, null, null, null, null, Map.of("m", target), Duration.ofDays(7));
    ModelAccuracyDays model = new ModelAccuracyDays("m", settings);
    model.add("1", DAY, state(events));
    return model
        .figures(Instant.parse("2026-10-29T06:00:00Z"), day -> true)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 50, 1_000_000})
  void anySplitMergedInAnyOrderIsTheWholeByteForByte(int classes) {
    Random random = new Random(classes);
    Event[] events =
        IntStream.range(0, 10_000).mapToObj(i -> event(random, classes)).toArray(Event[]::new);
    byte[] whole = state(events).encode();
    for (int order = 0; order < 5; order++) {
      List<Outcomes> parts = new ArrayList<>();
      IntStream.range(0, 17).forEach(i -> parts.add(new Outcomes()));
      for (Event event : events) {
        parts.get(random.nextInt(17)).add(event);
      }
      Collections.shuffle(parts, random);
      Outcomes merged = new Outcomes();
      parts.forEach(part -> merged.merge(Outcomes.decode(part.encode())));
      assertThat(merged.encode()).isEqualTo(whole);
    }
  }

  private static Event event(Random random, int classes) {
    String label = random.nextInt(3) == 0 ? null : String.valueOf(random.nextInt(classes) / 4.0);
    String[] confidences = {"0.5", "1", "0.30000000000000000001", "1E-130", "-1", "NaN", "1.1"};
    Long delay = random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(1_000_000) - 1_000;
    return new Event(
        new Value("S", String.valueOf(random.nextInt(classes) / 4.0)),
        Value.of("N", label),
        random.nextInt(5) == 0 ? null : "N",
        random.nextBoolean()
            ? String.valueOf(random.nextInt(1_000_000) / 1e6)
            : confidences[random.nextInt(confidences.length)],
        delay,
        random.nextInt(10) == 0);
  }

  private static TargetKind kind(int numbers, int fractions, int others, int notFinite) {
    Outcomes state = new Outcomes();
    IntStream.range(0, numbers)
        .forEach(i -> state.add(event(i < fractions ? "1.5" : "2", i % 2 == 0 ? "2" : null)));
    IntStream.range(0, others).forEach(i -> state.add(event("cat", "2")));
    IntStream.range(0, notFinite).forEach(i -> state.add(event("NaN", "inf")));
    return state.values().kind();
  }

  @Test
  void aTargetIsNumericIfAllAreNumbersOrNearlyAllAndATenthOfThePredictionsHasAFraction() {
    assertThat(kind(1, 1, 0, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(2, 1, 0, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(100, 100, 11, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(100, 100, 12, 0)).isEqualTo(TargetKind.CLASS);
    assertThat(kind(100, 10, 0, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(100, 9, 0, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(100, 10, 1, 0)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(100, 9, 1, 0)).isEqualTo(TargetKind.CLASS);
    assertThat(kind(10, 10, 0, 1_000)).isEqualTo(TargetKind.NUMERIC);
    assertThat(kind(0, 0, 0, 10)).isEqualTo(TargetKind.CLASS);
    assertThat(kind(0, 0, 0, 0)).isEqualTo(TargetKind.CLASS);
    assertThat(state(event("1", "2.5")).values().kind()).isEqualTo(TargetKind.CLASS);
    assertThat(state(event("1.5", "cat")).values().kind()).isEqualTo(TargetKind.CLASS);
  }

  @Test
  void aDayWithoutLabelsHasNoAccuracy() {
    AccuracyFigures figures = figures(TargetKind.CLASS, event("a", null));
    assertThat(figures.value(COVERAGE)).isZero();
    assertThat(figures.value(ACCURACY)).isNull();
    assertThat(absent(figures))
        .containsOnly(
            "accuracy",
            "accuracyLow",
            "accuracyHigh",
            "macroF1",
            "averages",
            "majority",
            "calibration");
    assertThat(figures.rolling7().value(ACCURACY)).isNull();
    assertThat(absent(figures(TargetKind.NUMERIC, event("1.5", null))))
        .containsOnly("mae", "rmse", "bias", "r2");
  }

  @Test
  void aClassThatIsNeverPredictedHasNoPrecision() {
    AccuracyFigures figures =
        figures(TargetKind.CLASS, event("a", "a"), event("a", "b"), event("c", null));
    assertThat(figures.perClass()).containsOnlyKeys("a", "b");
    assertThat(figures.perClass().get("b")).isEqualTo(new ClassFigures(1, 0, 0, null, 0.0, 0.0));
    assertThat(figures.perClass().get("a")).isEqualTo(new ClassFigures(1, 2, 1, 0.5, 1.0, 2 / 3.0));
    assertThat(figures.value(MACRO_F1)).isEqualTo(1 / 3.0);
  }

  @Test
  void equalLabelsHaveNoR2() {
    AccuracyFigures figures = figures(TargetKind.NUMERIC, event("1.5", "2"), event("2.5", "2"));
    assertThat(figures.value(MAE)).isEqualTo(0.5);
    assertThat(figures.value(BIAS)).isZero();
    assertThat(absent(figures)).containsOnly("r2");
  }

  @Test
  void ofANumericTargetOnlyNumbersAreJudged() {
    AccuracyFigures figures = figures(TargetKind.NUMERIC, event("1.5", "2"), event("n/a", "2"));
    assertThat(figures.labelled()).isEqualTo(1);
    assertThat(figures.value(COVERAGE)).isEqualTo(0.5);
  }

  @Test
  void tooManyClassesAreNotListed() {
    Event[] some =
        IntStream.range(0, 300).mapToObj(i -> event("c" + i, "c" + i)).toArray(Event[]::new);
    AccuracyFigures figures = figures(TargetKind.CLASS, some);
    assertThat(figures.value(MACRO_F1)).isEqualTo(1);
    assertThat(figures.perClass()).isEmpty();
    assertThat(absent(figures)).containsOnly("perClass", "confusion", "calibration");
    Event[] texts = IntStream.range(0, 9_000)
        .mapToObj(i -> event("answer " + i, "answer " + i))
        .toArray(Event[]::new);
    AccuracyFigures free = figures(TargetKind.CLASS, texts);
    assertThat(free.value(ACCURACY)).isEqualTo(1);
    assertThat(absent(free))
        .containsOnly("macroF1", "averages", "majority", "perClass", "confusion", "calibration");
  }
}
