package dev.sluice.analytics;

import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The board's figures of one model, over all its versions together.
 *
 * @param day the last day with requests
 * @param statistics statistics of that day that are {@linkplain Statistic#isOnBoard on the board} and defined
 * @param slower whether, over the 7 days that end with that day, the model is slower than in the week before, or a
 *     version is slower than its baseline, by the test of {@link LatencyComparison}; null: not determined
 * @param slowDowns a sentence for each latency regression
 * @param changePoint the change point of all versions together, over the 28 days that end with that day; null: none is
 *     stated
 * @param comparisons comparisons with their baselines of the versions that have predictions on that day
 * @param labelled labelled items in the 7 days that end with that day
 * @param accuracyStatistics the statistics of these 7 days that are on the board and defined
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
