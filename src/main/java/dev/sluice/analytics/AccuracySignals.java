package dev.sluice.analytics;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the 28 days that end with a row's day, about accuracy, or about the mean absolute error of a numeric
 * target. A signal that is null has its reason in {@link AccuracyFigures#absent}: under {@code trendSlope}, {@code changePoint} or
 * {@code regression}.
 */
public record AccuracySignals(
    @Nullable Trend trend,
    @Nullable Change changePoint,
    @Nullable Comparison regression) {
  /** Nothing is said. */
  public static final AccuracySignals NONE = new AccuracySignals(null, null, null);

  /**
   * A straight line through the daily figures of mature days, for what it is worth: p says whether there is a trend. Of a
   * row that is provisional, days count that were mature when its day ended.
   *
   * @param slope Theil–Sen: the median of the slopes of all pairs of days, per day
   * @param p Mann–Kendall, two-sided, corrected for ties and continuity
   * @param days mature days with labels, 14 at least
   * @param first the first of them
   * @param atFirst the line there; it goes through (median day, median figure)
   * @param last the last of them
   * @param atLast the line there
   */
  public record Trend(
      double slope,
      double p,
      int days,
      LocalDate first,
      double atFirst,
      LocalDate last,
      double atLast) {}

  /**
   * The day from which on things were different.
   *
   * @param day the first day after the change
   * @param before the figure of all labels before that day, in the 28 days
   * @param after of all labels from that day on
   * @param size after − before
   * @param p at most the probability of such a change by chance, anywhere in the 28 days, were nothing different; where it is
   *     above 0.001, no change is stated
   * @param labelledBefore 100 at least
   * @param labelledAfter likewise
   * @param provisional whether days count whose labels are not mature: the early labels alone may show another figure
   */
  public record Change(
      LocalDate day,
      double before,
      double after,
      double size,
      double p,
      long labelledBefore,
      long labelledAfter,
      boolean provisional) {}

  /**
   * A version against another one.
   *
   * @param baseline the version it is compared with
   * @param candidate the row's
   * @param span which days count
   * @param baselineFrom the first day counted of the baseline
   * @param baselineTo the last one
   * @param candidateFrom likewise of the candidate
   * @param candidateTo likewise
   * @param baselineLabelled labels of those days
   * @param candidateLabelled likewise
   * @param baselineFigure accuracy, or mean absolute error; null without labels
   * @param candidateFigure likewise
   * @param difference candidate's figure − baseline's; null where a window holds too few labels, as its interval is
   * @param low the difference's interval at 95 %: of proportions Newcombe's hybrid score interval, of errors Welch's
   */
  public record Comparison(
      String baseline,
      String candidate,
      Span span,
      LocalDate baselineFrom,
      LocalDate baselineTo,
      LocalDate candidateFrom,
      LocalDate candidateTo,
      long baselineLabelled,
      long candidateLabelled,
      @Nullable Double baselineFigure,
      @Nullable Double candidateFigure,
      @Nullable Double difference,
      @Nullable Double low,
      @Nullable Double high,
      Verdict verdict) {}

  /** The days on which two versions are compared. */
  public enum Span {
    /** The days on which both have labels: their inputs were much the same. */
    SAME_DAYS,
    /** The last seven days of each up to the row's: there are too few days, or labels, in common. */
    LAST_DAYS
  }

  /** The statement on the candidate. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** The interval holds 0. */
    NO_DIFFERENCE_SHOWN,
    /** Fewer than 100 labels of one of the two. */
    TOO_FEW_LABELS
  }
}
