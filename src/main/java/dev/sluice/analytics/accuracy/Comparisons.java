package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Compares two versions of a model: on the days on which both have labels, if these are enough, because inputs change
 * from day to day and both versions then saw similar ones; otherwise on the last seven days of each.
 */
final class Comparisons {
  private static final int DAYS = 7;

  private Comparisons() {}

  /**
   * Returns the comparison.
   *
   * @param candidate the days up to the row's day, which is among them
   * @param baseline the baseline's days; at least one day with predictions
   */
  static Comparison of(
      String candidateName,
      VersionOutcomes candidate,
      String baselineName,
      VersionOutcomes baseline) {
    VersionOutcomes candidateLabelled = candidate.labelled();
    VersionOutcomes baselineLabelled = baseline.labelled();
    VersionOutcomes candidateSame = candidateLabelled.where(baselineLabelled.days()::containsKey);
    VersionOutcomes baselineSame = baselineLabelled.where(candidateLabelled.days()::containsKey);
    return enough(candidateSame, baselineSame)
        ? of(
            candidateName,
            candidateSame,
            baselineName,
            baselineSame,
            AccuracySignals.Span.SAME_DAYS)
        : of(
            candidateName,
            candidate.last(DAYS, candidate.last()),
            baselineName,
            baseline.last(DAYS, baseline.last()),
            AccuracySignals.Span.LAST_DAYS);
  }

  private static Comparison of(
      String candidateName,
      VersionOutcomes candidate,
      String baselineName,
      VersionOutcomes baseline,
      AccuracySignals.Span span) {
    Difference difference = enough(candidate, baseline) ? difference(candidate, baseline) : null;
    return new Comparison(
        baselineName,
        candidateName,
        span,
        baseline.first(),
        baseline.last(),
        candidate.first(),
        candidate.last(),
        baseline.labels(),
        candidate.labels(),
        figure(baseline),
        figure(candidate),
        difference == null ? null : (Double) difference.value(),
        difference == null ? null : (Double) difference.low(),
        difference == null ? null : (Double) difference.high(),
        verdict(candidate.target(), difference));
  }

  private static boolean enough(VersionOutcomes one, VersionOutcomes other) {
    return one.labels() >= VersionOutcomes.MIN_LABELS
        && other.labels() >= VersionOutcomes.MIN_LABELS;
  }

  private static Difference difference(VersionOutcomes candidate, VersionOutcomes baseline) {
    return candidate.target() == TargetKind.CLASS
        ? Difference.ofProportions(
            candidate.together().proportion(), baseline.together().proportion())
        : Difference.ofMeans(candidate.sample().errorSample(), baseline.sample().errorSample());
  }

  private static @Nullable Double figure(VersionOutcomes days) {
    return days.labels() == 0 ? null : (Double) days.sample().figure();
  }

  /** Returns the verdict; for errors, less is better. */
  private static Verdict verdict(TargetKind target, @Nullable Difference difference) {
    if (difference == null) {
      return Verdict.TOO_FEW_LABELS;
    } else if (difference.low() <= 0 && difference.high() >= 0) {
      return Verdict.NO_DIFFERENCE_SHOWN;
    }
    return difference.low() > 0 == (target == TargetKind.CLASS) ? Verdict.BETTER : Verdict.WORSE;
  }
}
