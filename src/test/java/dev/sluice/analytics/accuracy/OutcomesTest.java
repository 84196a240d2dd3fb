package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
  private record Event(String prediction, @Nullable String label) {}

  private static Outcomes state(Event... events) {
    Outcomes state = new Outcomes();
    for (Event event : events) {
      state.add(event.prediction(), event.label());
    }
    return state;
  }

  private static AccuracyFigures figures(TargetKind target, Event... events) {
    Outcomes state = state(events);
    AccuracyFigures.Rolling rolling = AccuracyMetrics.rolling(target, 1, state.tally());
    return new AccuracyMetrics(target, state)
        .figures(
            "m",
            "1",
            Window.day(LocalDate.parse("2026-10-19"), ZoneOffset.UTC),
            rolling,
            rolling,
            Status.FINAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 50, 1_000_000})
  void anySplitMergedInAnyOrderIsTheWholeByteForByte(int classes) {
    Random random = new Random(classes);
    Event[] events = IntStream.range(0, 10_000)
        .mapToObj(i -> new Event(
            String.valueOf(random.nextInt(classes) / 4.0),
            random.nextInt(3) == 0 ? null : String.valueOf(random.nextInt(classes) / 4.0)))
        .toArray(Event[]::new);
    byte[] whole = state(events).encode();
    for (int order = 0; order < 5; order++) {
      List<Outcomes> parts = new ArrayList<>();
      IntStream.range(0, 17).forEach(i -> parts.add(new Outcomes()));
      for (Event event : events) {
        parts.get(random.nextInt(17)).add(event.prediction(), event.label());
      }
      Collections.shuffle(parts, random);
      Outcomes merged = new Outcomes();
      parts.forEach(part -> merged.merge(Outcomes.decode(part.encode())));
      assertThat(merged.encode()).isEqualTo(whole);
    }
  }

  @Test
  void aTargetIsNumericIfAllAreNumbersAndAPredictionHasAFraction() {
    assertThat(state(new Event("1.5", "2")).target()).isEqualTo(TargetKind.NUMERIC);
    assertThat(state(new Event("1", "2"), new Event("1.5", null)).target())
        .isEqualTo(TargetKind.NUMERIC);
    assertThat(state(new Event("1", "2.5")).target()).isEqualTo(TargetKind.CLASS);
    assertThat(state(new Event("1.5", "cat")).target()).isEqualTo(TargetKind.CLASS);
    assertThat(state(new Event("1.5", "2"), new Event("cat", null)).target())
        .isEqualTo(TargetKind.CLASS);
    assertThat(state().target()).isEqualTo(TargetKind.CLASS);
  }

  @Test
  void aDayWithoutLabelsHasNoAccuracy() {
    AccuracyFigures figures = figures(TargetKind.CLASS, new Event("a", null));
    assertThat(figures.coverage()).isZero();
    assertThat(figures.accuracy()).isNull();
    assertThat(figures.absent())
        .containsOnlyKeys("accuracy", "accuracyLow", "accuracyHigh", "macroF1");
    assertThat(figures.rolling7().accuracy()).isNull();
    assertThat(figures(TargetKind.NUMERIC, new Event("1.5", null)).absent())
        .containsOnlyKeys("mae", "rmse", "bias", "r2");
  }

  @Test
  void aClassThatIsNeverPredictedHasNoPrecision() {
    AccuracyFigures figures =
        figures(TargetKind.CLASS, new Event("a", "a"), new Event("a", "b"), new Event("c", null));
    assertThat(figures.perClass()).containsOnlyKeys("a", "b");
    assertThat(figures.perClass().get("b"))
        .isEqualTo(new AccuracyFigures.ClassFigures(1, 0, 0, null, 0.0, 0.0));
    assertThat(figures.perClass().get("a"))
        .isEqualTo(new AccuracyFigures.ClassFigures(1, 2, 1, 0.5, 1.0, 2 / 3.0));
    assertThat(figures.macroF1()).isEqualTo(1 / 3.0);
  }

  @Test
  void equalLabelsHaveNoR2() {
    AccuracyFigures figures =
        figures(TargetKind.NUMERIC, new Event("1.5", "2"), new Event("2.5", "2"));
    assertThat(figures.mae()).isEqualTo(0.5);
    assertThat(figures.bias()).isZero();
    assertThat(figures.absent()).containsOnlyKeys("r2");
  }

  @Test
  void ofANumericTargetOnlyNumbersAreJudged() {
    AccuracyFigures figures =
        figures(TargetKind.NUMERIC, new Event("1.5", "2"), new Event("n/a", "2"));
    assertThat(figures.labelled()).isEqualTo(1);
    assertThat(figures.coverage()).isEqualTo(0.5);
  }

  @Test
  void tooManyClassesAreNotListed() {
    Event[] some =
        IntStream.range(0, 300).mapToObj(i -> new Event("c" + i, "c" + i)).toArray(Event[]::new);
    AccuracyFigures figures = figures(TargetKind.CLASS, some);
    assertThat(figures.macroF1()).isEqualTo(1);
    assertThat(figures.perClass()).isEmpty();
    assertThat(figures.absent()).containsOnlyKeys("perClass", "confusion");
    Event[] texts = IntStream.range(0, 9_000)
        .mapToObj(i -> new Event("answer " + i, "answer " + i))
        .toArray(Event[]::new);
    AccuracyFigures free = figures(TargetKind.CLASS, texts);
    assertThat(free.accuracy()).isEqualTo(1);
    assertThat(free.absent()).containsOnlyKeys("macroF1", "perClass", "confusion");
  }
}
