package dev.sluice.analytics.latency;

import static dev.sluice.analytics.LatencyStatistic.P50;
import static dev.sluice.analytics.LatencyStatistic.P95;
import static dev.sluice.analytics.LatencyStatistic.P99;

import dev.sluice.analytics.LatencyComparison.Span;
import dev.sluice.analytics.LatencySample;
import dev.sluice.analytics.LatencyStatistic;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Several days of a version: their percentiles together, and those of each day with at least {@value #MIN_VALUES}
 * values.
 *
 * @param dailyP50 by day, in milliseconds; likewise dailyP95
 */
record PercentilesByDay(Span together, List<Double> dailyP50, List<Double> dailyP95) {
  private static final int MIN_VALUES = 20;

  /**
   * @param days the days with requests; at least one
   */
  static PercentilesByDay of(String version, NavigableMap<LocalDate, Latencies> days) {
    Latencies merged = new Latencies(days.firstEntry().getValue().objective());
    days.values().forEach(merged::merge);
    return new PercentilesByDay(
        new Span(
            version,
            days.firstKey(),
            days.lastKey(),
            days.size(),
            merged.count(),
            percentile(merged, P50),
            percentile(merged, P95),
            percentile(merged, P99)),
        daily(days, P50),
        daily(days, P95));
  }

  private static List<Double> daily(
      NavigableMap<LocalDate, Latencies> days, LatencyStatistic quantile) {
    return days.values().stream()
        .filter(day -> day.count() >= MIN_VALUES)
        .map(day -> at(day, quantile))
        .toList();
  }

  private static @Nullable Double percentile(Latencies state, LatencyStatistic quantile) {
    return state.count() < quantile.minCount() ? null : (Double) at(state, quantile);
  }

  private static double at(Latencies state, LatencyStatistic quantile) {
    return state.values().at(LatencySample.quantileIndex(quantile.thousandths(), state.count()))[0];
  }

  /** Returns the number of days with enough values. */
  int comparableDays() {
    return dailyP50.size();
  }
}
