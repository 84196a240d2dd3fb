package dev.sluice.analytics;

import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The board's figures of one model, over all its versions.
 *
 * @param day the last day that has requests
 * @param statistics of that day, those that are {@linkplain Statistic#isOnBoard on the board} and defined
 * @param slower whether, over the 7 days that end with it, the model is slower than the week before, or a version slower than
 *     its baseline, by {@link LatencyComparison}'s test; null: it cannot be told
 * @param slowDowns a sentence on each
 * @param changePoint of all versions together, over the 28 days that end with it; null: none is stated
 * @param comparisons of the versions that have predictions on it, each with its baseline
 * @param labelled labelled items in the 7 days that end with it
 * @param accuracyStatistics of these 7 days, those that are on the board and defined
 */
public record Headline(
    String model,
    Window day,
    long requests,
    long failed,
    Map<LatencyStatistic, Double> statistics,
    @Nullable Boolean slower,
    List<String> slowDowns,
    @Nullable TargetKind target,
    long labelled,
    Map<AccuracyStatistic, Double> accuracyStatistics,
    @Nullable Change changePoint,
    List<Comparison> comparisons)
    implements LatencyStatistics, AccuracyStatistics {
  public Headline {
    statistics = Statistic.copy(LatencyStatistic.class, statistics);
    accuracyStatistics = Statistic.copy(AccuracyStatistic.class, accuracyStatistics);
    comparisons = List.copyOf(comparisons);
  }
}
