package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyComparison.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Some days of a version: their percentiles together, and those of each that has at least {@value #MIN_VALUES} values.
 *
 * @param dailyP50 by day, milliseconds; likewise dailyP95
 */
record PercentilesByDay(Span together, List<Double> dailyP50, List<Double> dailyP95) {
  private static final int MIN_VALUES = 20;
  private static final int MIN_FOR_P99 = 100;

  /**
   * @param days those that have requests; at least one
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
            percentile(merged, 500, 1),
            percentile(merged, 950, 1),
            percentile(merged, 990, MIN_FOR_P99)),
        daily(days, 500),
        daily(days, 950));
  }

  private static List<Double> daily(NavigableMap<LocalDate, Latencies> days, int thousandths) {
    return days.values().stream()
        .filter(day -> day.count() >= MIN_VALUES)
        .map(day -> at(day, thousandths))
        .toList();
  }

  private static @Nullable Double percentile(Latencies state, int thousandths, int needed) {
    return state.count() < needed ? null : (Double) at(state, thousandths);
  }

  private static double at(Latencies state, int thousandths) {
    return state.values().at(LatencyMetrics.index(thousandths, state.count()))[0];
  }

  /** Days with enough values. */
  int comparableDays() {
    return dailyP50.size();
  }
}
