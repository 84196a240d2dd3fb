package dev.sluice.analytics;

import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.accuracy.AccuracyDays;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes a model's headline: latency of its last day, and accuracy of the week that ends with it, over all versions.
 */
final class Headlines {
  private static final int DAYS = 7;

  private Headlines() {}

  /** Returns the headlines, by model. */
  static List<Headline> of(
      List<LatencyFigures> latency, AccuracyDays accuracy, List<AccuracyFigures> accuracyFigures) {
    Map<String, LatencyFigures> lastDays = new TreeMap<>();
    latency.stream()
        .filter(row -> row.window().grain() == Grain.DAY)
        .filter(row -> row.version().equals(AnalyticsSettings.ALL_VERSIONS))
        .forEach(row -> lastDays.merge(row.model(), row, Headlines::later));
    Map<String, List<LatencyFigures>> latencies = latency.stream()
        .filter(row -> isOf(lastDays.get(row.model()), row.window()))
        .collect(Collectors.groupingBy(LatencyFigures::model));
    Map<String, List<AccuracyFigures>> versions = accuracyFigures.stream()
        .filter(row -> isOf(lastDays.get(row.model()), row.window()))
        .collect(Collectors.groupingBy(AccuracyFigures::model));
    return lastDays.values().stream()
        .map(row -> headline(
            row,
            LatencyRegressions.of(latencies.getOrDefault(row.model(), List.of())),
            accuracy,
            versions.getOrDefault(row.model(), List.of())))
        .toList();
  }

  private static LatencyFigures later(LatencyFigures one, LatencyFigures other) {
    return one.window().compareTo(other.window()) >= 0 ? one : other;
  }

  private static boolean isOf(@Nullable LatencyFigures day, Window window) {
    return day != null && day.window().equals(window);
  }

  private static Headline headline(
      LatencyFigures day,
      LatencyRegressions regressions,
      AccuracyDays accuracy,
      List<AccuracyFigures> versions) {
    @Nullable
    Rolling week = accuracy
        .rolling(day.model(), LocalDate.parse(day.window().label()), DAYS)
        .orElse(null);
    return new Headline(
        day.model(),
        day.window(),
        day.requests(),
        day.failed(),
        onBoard(LatencyStatistic.class, day.statistics()),
        regressions.slower(),
        regressions.found(),
        accuracy.target(day.model()).orElse(null),
        week == null ? 0 : week.labelled(),
        week == null ? Map.of() : onBoard(AccuracyStatistic.class, week.accuracyStatistics()),
        changePoint(versions),
        versions.stream()
            .map(row -> row.signals().regression())
            .filter(Objects::nonNull)
            .toList());
  }

  private static <E extends Enum<E> & Statistic<?>> Map<E, Double> onBoard(
      Class<E> type, Map<E, Double> values) {
    Map<E, Double> statistics = new EnumMap<>(type);
    statistics.putAll(values);
    statistics.keySet().retainAll(Statistic.onBoard(type));
    return statistics;
  }

  private static @Nullable Change changePoint(List<AccuracyFigures> versions) {
    return versions.stream()
        .filter(row -> row.version().equals(AnalyticsSettings.ALL_VERSIONS))
        .map(row -> row.signals().changePoint())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
