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
 * @param statistics of that day, those that are {@linkplain LatencyStatistic#onBoard on the board} and defined
 * @param slower whether, over the 7 days that end with it, the model is slower than the week before, or a version slower than
 *     its baseline, by {@link LatencyComparison}'s test; null: it cannot be told
 * @param slowDowns a sentence on each
 * @param changePoint of all versions together, over the 28 days that end with it; null: none is stated
 * @param comparisons of the versions that have predictions on it, each with its baseline
 * @param labelled labelled items in the 7 days that end with it, likewise accuracy and mae
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
    @Nullable Double accuracy,
    @Nullable Double accuracyLow,
    @Nullable Double accuracyHigh,
    @Nullable Double mae,
    @Nullable Change changePoint,
    List<Comparison> comparisons)
    implements LatencyStatistics {
  public Headline {
    statistics = LatencyFigures.copy(statistics);
    comparisons = List.copyOf(comparisons);
  }
}
