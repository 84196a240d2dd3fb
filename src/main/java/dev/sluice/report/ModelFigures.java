package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window.Grain;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One model's figures by day, in the page's period.
 *
 * @param number number of the model within the page: part of its anchors
 * @param latency over all versions, by day
 * @param accuracy over all versions, by day
 * @param unusable DynamoDB type → predictions of the period's days that cannot be compared
 * @param unusableLabels DynamoDB type → predictions of these days whose labels cannot be compared
 * @param versions the figures of each version, by its first day
 */
record ModelFigures(
    int number,
    String model,
    Period period,
    @Nullable Headline headline,
    List<LatencyFigures> latency,
    List<AccuracyFigures> accuracy,
    Map<String, Long> unusable,
    Map<String, Long> unusableLabels,
    List<Version> versions) {
  /** One version's figures by day. Either list may be empty, but not both. */
  record Version(String name, List<LatencyFigures> latency, List<AccuracyFigures> accuracy) {
    static final Comparator<Version> ORDER =
        Comparator.comparing(Version::first).thenComparing(Version::name);

    LocalDate first() {
      return days().first();
    }

    LocalDate last() {
      return days().last();
    }

    private TreeSet<LocalDate> days() {
      TreeSet<LocalDate> days = new TreeSet<>();
      latency.forEach(row -> days.add(Period.day(row.window())));
      accuracy.forEach(row -> days.add(Period.day(row.window())));
      return days;
    }
  }

  /** Returns every model of the figures, by name. */
  static List<ModelFigures> of(Figures figures, Period period) {
    TreeMap<String, List<LatencyFigures>> latency = byModel(
        figures.latency().stream()
            .filter(row -> row.window().grain() == Grain.DAY)
            .filter(row -> period.holds(Period.day(row.window())))
            .sorted(Comparator.comparing(row -> row.window().start()))
            .toList(),
        LatencyFigures::model);
    TreeMap<String, List<AccuracyFigures>> accuracy = byModel(
        figures.accuracy().stream()
            .filter(row -> period.holds(Period.day(row.window())))
            .sorted(Comparator.comparing(row -> row.window().start()))
            .toList(),
        AccuracyFigures::model);
    TreeMap<String, List<Headline>> headlines = byModel(figures.headlines(), Headline::model);
    TreeSet<String> models = new TreeSet<>(latency.keySet());
    models.addAll(accuracy.keySet());
    models.addAll(headlines.keySet());
    List<String> names = List.copyOf(models);
    return IntStream.range(0, names.size())
        .mapToObj(i -> new ModelFigures(
            i + 1,
            names.get(i),
            period,
            rows(headlines, names.get(i)).stream().findFirst().orElse(null),
            together(rows(latency, names.get(i)), LatencyFigures::version),
            together(rows(accuracy, names.get(i)), AccuracyFigures::version),
            figures.quality().unusable(names.get(i)),
            figures.quality().unusableLabels(names.get(i)),
            versions(rows(latency, names.get(i)), rows(accuracy, names.get(i)))))
        .toList();
  }

  private static <T> List<T> rows(Map<String, List<T>> byModel, String model) {
    return byModel.getOrDefault(model, List.of());
  }

  private static <T> TreeMap<String, List<T>> byModel(List<T> rows, Function<T, String> model) {
    return rows.stream().collect(Collectors.groupingBy(model, TreeMap::new, Collectors.toList()));
  }

  private static <T> List<T> together(List<T> rows, Function<T, String> version) {
    return rows.stream()
        .filter(row -> version.apply(row).equals(AnalyticsSettings.ALL_VERSIONS))
        .toList();
  }

  private static List<Version> versions(
      List<LatencyFigures> latency, List<AccuracyFigures> accuracy) {
    TreeMap<String, List<LatencyFigures>> latencies = byModel(latency, LatencyFigures::version);
    TreeMap<String, List<AccuracyFigures>> accuracies = byModel(accuracy, AccuracyFigures::version);
    TreeSet<String> names = new TreeSet<>(latencies.keySet());
    names.addAll(accuracies.keySet());
    names.remove(AnalyticsSettings.ALL_VERSIONS);
    return names.stream()
        .map(name -> new Version(
            name,
            latencies.getOrDefault(name, List.of()),
            accuracies.getOrDefault(name, List.of())))
        .sorted(Version.ORDER)
        .toList();
  }

  /** Returns the name as displayed. */
  String name() {
    return PlainText.brief(model);
  }

  /** Returns the reason if there are no comparisons. */
  String unlabelled() {
    return unusableLabels.isEmpty()
        ? "No prediction in this period has a label yet: nothing to compare with."
        : "No prediction in this period has a label that is a value to compare; there are labels of type "
            + Notation.types(unusableLabels)
            + ".";
  }

  /** Returns the anchor of one of its parts. */
  String anchor(String part) {
    return "m" + number + "-" + part;
  }

  boolean numeric() {
    return lastAccuracy().map(row -> row.target() == TargetKind.NUMERIC).orElse(false);
  }

  /** Returns the last day with predictions. */
  Optional<AccuracyFigures> lastAccuracy() {
    return accuracy.isEmpty() ? Optional.empty() : Optional.of(accuracy.get(accuracy.size() - 1));
  }

  Optional<LatencyFigures> lastLatency() {
    return latency.isEmpty() ? Optional.empty() : Optional.of(latency.get(latency.size() - 1));
  }

  /** Returns the last day with requests; the period's last day if there is none. */
  LocalDate lastLatencyDay() {
    return lastLatency().map(row -> Period.day(row.window())).orElse(period.last());
  }

  /** Returns the versions that appeared after the first day. */
  List<Version> arrivals() {
    return versions.stream()
        .filter(version -> version.first().isAfter(period.first()))
        .toList();
  }

  long requests() {
    return latency.stream().mapToLong(LatencyFigures::requests).sum();
  }

  long failed() {
    return latency.stream().mapToLong(LatencyFigures::failed).sum();
  }
}
