package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Samples;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predictions and labels as far apart as DynamoDB's numbers are. */
class OddNumbersTest {
  private static final LocalDate LAST = LocalDate.parse("2026-10-28");
  private static final List<String> NUMBERS = List.of(
      "9.9E+125",
      "-9.9E+125",
      "9.9999999999999999999999999999999999999E+125",
      "1E-130",
      "-1E-130",
      "0",
      "0e-999999999",
      "0E+999999999",
      "0.5",
      "1",
      "-0",
      "12345678901234567890.123456789",
      "1E+63",
      "1E-63");

  @Tag("thorough")
  @Test
  void everyFigureIsFiniteOrHasAReason() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ModelAccuracyDays days = new ModelAccuracyDays("m", Samples.settings("UTC", LAST.toString()));
      for (int day = 0; day < 28; day++) {
        days.add("1", LAST.minusDays(day), outcomes(random));
        if (day < 20) {
          days.add("2", LAST.minusDays(day), outcomes(random));
        }
      }
      days.figures(Instant.parse("2026-12-01T00:00:00Z"), day -> true)
          .forEach(OddNumbersTest::check);
    }
  }

  /** Some days have but a few kinds of numbers. */
  private static Outcomes outcomes(SplittableRandom random) {
    Outcomes outcomes = new Outcomes();
    int kinds = 1 + random.nextInt(NUMBERS.size());
    for (int i = 0; i < 40; i++) {
      outcomes.add(
          new Event(number(random, kinds), number(random, kinds), null, null, null, false));
    }
    return outcomes;
  }

  private static Value number(SplittableRandom random, int kinds) {
    return new Value("N", NUMBERS.get(random.nextInt(kinds)));
  }

  private static void check(AccuracyFigures row) {
    assertThat(row.toString()).doesNotContain("NaN", "Infinity");
    if (row.signals().trend() == null) {
      assertThat(row.absent()).containsKey("trendSlope");
    }
    if (row.signals().changePoint() == null) {
      assertThat(row.absent()).containsKey("changePoint");
    }
    if (row.signals().regression() == null) {
      assertThat(row.absent()).containsKey("regression");
    }
  }
}
