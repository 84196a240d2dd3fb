package dev.sluice.analytics;

import dev.sluice.analytics.Window.Grain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds latencies that seem to be in another unit than configured.
 *
 * <ul>
 *   <li>Both p50 and p95 of a model's last day are about 1,000 or 1,000,000 times those of the days before, or such a
 *       fraction: no regression or repair does that, within a factor of 3, at both percentiles. With fewer than 20
 *       latencies a day percentiles scatter: the factor is 2 then; with fewer than 5 nothing is reported.
 *   <li>The same for one version, if all together do not show it; a version with fewer than 3 days before is compared
 *       with all together.
 *   <li>The latencies of the same days differ by exactly such a factor from the previous figures.
 *   <li>No unit is configured, and the attribute's name suggests another than milliseconds, or nearly all values are
 *       below 1.
 * </ul>
 */
public final class UnitSuspicions {
  private static final double[] FACTORS = {1e3, 1e6};
  private static final double ABOUT = 3;
  private static final double ABOUT_OF_FEW = 2;
  private static final double EXACTLY = 1.02;
  private static final int MIN_COUNT = 5;
  private static final int FEW = 20;
  private static final int MIN_DAYS = 3;
  private static final int MAX_DAYS = 28;

  private final EventAttributes names;
  private final List<String> found = new ArrayList<>();

  private UnitSuspicions(EventAttributes names) {
    this.names = names;
  }

  /**
   * Returns a sentence for each finding; names of models are as in the items.
   *
   * @param before figures of the same table from an earlier run, or from this run with other settings; null: none
   */
  public static List<String> of(Figures figures, @Nullable Figures before, EventAttributes names) {
    UnitSuspicions suspicions = new UnitSuspicions(names);
    Map<String, List<LatencyFigures>> days = allVersions(figures);
    days.forEach((model, rows) -> {
      if (!suspicions.withDaysBefore("Model " + model, rows, rows)) {
        suspicions.versions(model, rows, figures);
      }
    });
    if (before != null) {
      Map<String, List<LatencyFigures>> then = allVersions(before);
      days.forEach((model, rows) -> suspicions.withFiguresBefore(
          model, rows, then.getOrDefault(model, List.of()), before.runId()));
    }
    if (names.latencyUnit() == null && names.start() == null) {
      suspicions.unstated(days);
    }
    return suspicions.found;
  }

  /** Returns each model's days with enough latencies, all versions together, by time. */
  private static Map<String, List<LatencyFigures>> allVersions(Figures figures) {
    return days(figures)
        .filter(row -> row.version().equals(AnalyticsSettings.ALL_VERSIONS))
        .collect(Collectors.groupingBy(LatencyFigures::model, TreeMap::new, Collectors.toList()));
  }

  private static Stream<LatencyFigures> days(Figures figures) {
    return figures.latency().stream()
        .filter(row -> row.window().grain() == Grain.DAY && row.count() >= MIN_COUNT)
        .sorted(Comparator.comparing(LatencyFigures::window));
  }

  /** Checks each version that has latencies on the model's last day. */
  private void versions(String model, List<LatencyFigures> all, Figures figures) {
    Window last = all.get(all.size() - 1).window();
    days(figures)
        .filter(row -> row.model().equals(model))
        .filter(row -> !row.version().equals(AnalyticsSettings.ALL_VERSIONS))
        .collect(Collectors.groupingBy(LatencyFigures::version, TreeMap::new, Collectors.toList()))
        .forEach((version, rows) -> {
          if (rows.get(rows.size() - 1).window().equals(last)) {
            withDaysBefore(
                "Model %s, version %s".formatted(model, version),
                rows,
                rows.size() > MIN_DAYS ? rows : all);
          }
        });
  }

  /**
   * Compares the last row with the days before it; returns whether a finding was added.
   *
   * @param reference rows up to the same day
   */
  private boolean withDaysBefore(
      String whose, List<LatencyFigures> rows, List<LatencyFigures> reference) {
    int last = reference.size() - 1;
    List<LatencyFigures> before =
        reference.subList(Math.max(0, last - MAX_DAYS), Math.max(0, last));
    if (before.size() < MIN_DAYS) {
      return false;
    }
    LatencyFigures day = rows.get(rows.size() - 1);
    double middle = ratio(day.value(LatencyStatistic.P50), median(before, LatencyStatistic.P50));
    double high = ratio(day.value(LatencyStatistic.P95), median(before, LatencyStatistic.P95));
    double tolerance = day.count() < FEW ? ABOUT_OF_FEW : ABOUT;
    for (double factor : FACTORS) {
      if (isAbout(middle, factor, tolerance) && isAbout(high, factor, tolerance)) {
        found.add(
            "%s: on %s latencies are about %s those of the %d days before, which looks like another unit"
                .formatted(whose, day.window().label(), times(middle, factor), before.size()));
        return true;
      }
    }
    return false;
  }

  private void withFiguresBefore(
      String model, List<LatencyFigures> rows, List<LatencyFigures> then, String runId) {
    Map<String, LatencyFigures> byDay = new TreeMap<>();
    then.forEach(row -> byDay.put(row.window().label(), row));
    List<Double> ratios = rows.stream()
        .flatMap(row -> Stream.ofNullable(byDay.get(row.window().label()))
            .map(earlier ->
                ratio(row.value(LatencyStatistic.P50), earlier.value(LatencyStatistic.P50))))
        .toList();
    for (double factor : FACTORS) {
      if (!ratios.isEmpty() && ratios.stream().allMatch(r -> isAbout(r, factor, EXACTLY))) {
        found.add(
            "Model %s: latencies are %s those that run %s computed of the same days: another unit was configured then"
                .formatted(model, times(ratios.get(0), factor), runId));
      }
    }
  }

  private void unstated(Map<String, List<LatencyFigures>> days) {
    Optional<LatencyUnit> another =
        unitInName(names.latencyMs()).filter(unit -> unit != LatencyUnit.MS);
    if (another.isPresent()) {
      found.add("Latencies are taken for milliseconds, and the attribute's name says "
          + another.get().symbol());
      return;
    }
    days.forEach((model, rows) -> {
      Double high = rows.get(rows.size() - 1).value(LatencyStatistic.P95);
      Double middle = rows.get(rows.size() - 1).value(LatencyStatistic.P50);
      boolean reported = found.stream().anyMatch(text -> text.startsWith("Model " + model + ":"));
      if (!reported && high != null && middle != null && high < 1 && middle > 0) {
        found.add(
            "Model %s: nearly all latencies are below 1, which looks like seconds, and they are taken for milliseconds"
                .formatted(model));
      }
    });
  }

  /** Returns the unit in a name: {@code ms} of latencyMs, {@code s} of duration_seconds. */
  private static Optional<LatencyUnit> unitInName(String path) {
    List<String> words =
        Arrays.asList(path.split("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})"));
    return words.isEmpty() ? Optional.empty() : LatencyUnit.of(words.get(words.size() - 1));
  }

  private static double median(List<LatencyFigures> rows, LatencyStatistic statistic) {
    double[] sorted = rows.stream()
        .map(row -> row.value(statistic))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static double ratio(@Nullable Double now, @Nullable Double then) {
    return now == null || then == null || then == 0 ? Double.NaN : now / then;
  }

  private static boolean isAbout(double ratio, double factor, double tolerance) {
    double of = ratio < 1 ? 1 / ratio : ratio;
    return of >= factor / tolerance && of <= factor * tolerance;
  }

  private static String times(double ratio, double factor) {
    return ratio < 1 ? "1/%,.0f of".formatted(factor) : "%,.0f times".formatted(factor);
  }
}
