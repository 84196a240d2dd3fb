package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Span;
import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Samples;
import dev.sluice.analytics.days.EventTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the sample log is staged for: a fall of 18 to 19 October, and a better version from the 21st on. */
class SampleSignalsTest {
  private static final String DIGITS = "digits-classifier";

  private static Dataset<Row> events;
  private static Dataset<Row> feedback;
  private static List<AccuracyFigures> all;

  @BeforeAll
  static void compute() {
    events = Samples.inference();
    feedback = Samples.feedback();
    all = October.ALL.accuracy();
  }

  /** What a run at this instant would have said. */
  private static List<AccuracyFigures> figures(String date, Instant then) {
    LabelAttributes labels = new LabelAttributes("requestId", "label", "labeledAt", null, then);
    EventTables tables = new EventTables(events, EventAttributes.defaults(), feedback, labels);
    return Samples.accuracy(tables, Samples.settings("UTC", date)).figures(then);
  }

  private static AccuracyFigures row(
      List<AccuracyFigures> rows, String model, String version, String day) {
    return rows.stream()
        .filter(row -> row.model().equals(model) && row.version().equals(version))
        .filter(row -> row.window().label().equals(day))
        .findFirst()
        .orElseThrow();
  }

  private static Change change(AccuracyFigures row) {
    return Objects.requireNonNull(row.signals().changePoint());
  }

  private static Comparison comparison(AccuracyFigures row) {
    return Objects.requireNonNull(row.signals().regression());
  }

  private static Trend trend(AccuracyFigures row) {
    return Objects.requireNonNull(row.signals().trend());
  }

  /** With the labels of then, of which many were still to come, and with all that came later. */
  @Tag("thorough")
  @Test
  void theFallIsFoundWithTheDataUpToThe20th() {
    Instant then = Instant.parse("2026-10-21T00:00:00Z");
    List<AccuracyFigures> early = figures("2026-10-20", then);
    for (List<AccuracyFigures> rows : List.of(early, all)) {
      for (String version : List.of("1", "*")) {
        Change change = change(row(rows, DIGITS, version, "2026-10-20"));
        assertThat(change.day())
            .isBetween(LocalDate.parse("2026-10-18"), LocalDate.parse("2026-10-19"));
        assertThat(change.before()).isGreaterThan(0.97);
        assertThat(change.after()).isLessThan(0.81);
        assertThat(change.size()).isEqualTo(change.after() - change.before());
        assertThat(change.p()).isLessThan(1e-5);
        assertThat(change.labelledBefore()).isGreaterThan(2_000);
        assertThat(change.labelledAfter()).isGreaterThan(100);
      }
    }
    assertThat(change(row(early, DIGITS, "1", "2026-10-20")).provisional()).isTrue();
    assertThat(change(row(all, DIGITS, "1", "2026-10-20")).provisional()).isFalse();
  }

  @Test
  void nothingIsStatedOfModelsThatDidNotChange() {
    assertThat(all.stream()
            .filter(row -> !row.model().equals(DIGITS)
                || row.version().equals("2")
                || row.window().label().compareTo("2026-10-17") <= 0)
            .map(AccuracyFigures::signals)
            .map(AccuracySignals::changePoint))
        .hasSizeGreaterThan(4 * 2 * 28)
        .containsOnlyNulls();
  }

  @Tag("thorough")
  @Test
  void versionTwoIsBetterWithTheDataUpToThe22nd() {
    Instant then = Instant.parse("2026-10-23T00:00:00Z");
    List<AccuracyFigures> early = figures("2026-10-22", then);
    for (List<AccuracyFigures> rows : List.of(early, all)) {
      Comparison comparison = comparison(row(rows, DIGITS, "2", "2026-10-22"));
      assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
      assertThat(comparison.baseline()).isEqualTo("1");
      assertThat(comparison.candidate()).isEqualTo("2");
      assertThat(comparison.span()).isEqualTo(Span.SAME_DAYS);
      assertThat(comparison.candidateFrom()).isEqualTo("2026-10-21");
      assertThat(comparison.baselineTo()).isEqualTo("2026-10-21");
      assertThat(comparison.low()).isPositive();
    }
  }

  /** Newcombe's interval by hand of 178 in 200 and 155 in 204. */
  @Test
  void theComparisonIsOfTheLabelsThatDuckDbCountsToo() {
    Comparison comparison = comparison(row(all, DIGITS, "2", "2026-10-28"));
    assertThat(comparison.candidateLabelled()).isEqualTo(200);
    assertThat(comparison.baselineLabelled()).isEqualTo(204);
    assertThat(comparison.difference()).isCloseTo(0.89 - 155 / 204.0, within(1e-12));
  }

  @Test
  void theFirstVersionIsComparedWithNone() {
    AccuracyFigures row = row(all, "wine-origin", "1", "2026-10-28");
    assertThat(row.signals().regression()).isNull();
    assertThat(row.absent()).containsKey("regression");
    assertThat(row(all, DIGITS, "*", "2026-10-28").absent()).containsKey("regression");
  }

  @Test
  void aTrendNeedsFourteenMatureDays() {
    AccuracyFigures early = row(all, DIGITS, "1", "2026-10-13");
    assertThat(early.signals().trend()).isNull();
    assertThat(early.absent().get("trendSlope"))
        .isEqualTo("needs 14 mature days with labels, has 13");
    Trend falling = trend(row(all, DIGITS, "1", "2026-10-21"));
    assertThat(falling.days()).isEqualTo(21);
    assertThat(falling.slope()).isNegative();
    assertThat(falling.p()).isLessThan(0.01);
    assertThat(falling.atLast()).isLessThan(falling.atFirst());
    Trend numeric = trend(row(all, "disease-progression", "1", "2026-10-28"));
    assertThat(numeric.last()).isEqualTo("2026-10-21");
    assertThat(numeric.p()).isGreaterThan(0.05);
  }
}
