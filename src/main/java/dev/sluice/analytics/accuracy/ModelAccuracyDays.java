package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** States of one model's days with predictions, by version, all versions together included. */
final class ModelAccuracyDays {
  private static final int WEEK = 7;

  private final String model;
  private final AnalyticsSettings settings;
  private final NavigableMap<String, NavigableMap<LocalDate, Outcomes>> versions = new TreeMap<>();

  ModelAccuracyDays(String model, AnalyticsSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  void add(String version, LocalDate day, Outcomes state) {
    for (String group : List.of(version, AnalyticsSettings.ALL_VERSIONS)) {
      versions
          .computeIfAbsent(group, unseen -> new TreeMap<>())
          .computeIfAbsent(day, unseen -> new Outcomes())
          .merge(state);
    }
  }

  /**
   * Returns the kind of value that the model predicts: as configured, or as in the previous figures, or as derived from
   * all its days.
   */
  TargetKind target() {
    TargetKind set = settings.targets().get(model);
    TargetKind before = settings.standing().get(model);
    return set != null ? set : before != null ? before : found(Integer.MAX_VALUE);
  }

  /**
   * Returns the change if the kind differs from the previous one, if the values of the last days suggest another, or if
   * the values of a new model are mixed; empty otherwise.
   */
  Optional<KindChange> kindChange() {
    TargetKind before = settings.standing().get(model);
    TargetKind taken = target();
    if (before == null) {
      return mixed(taken);
    }
    TargetKind found = found(WEEK);
    boolean changed = taken != before || (!settings.targets().containsKey(model) && found != taken);
    return changed ? Optional.of(new KindChange(model, before, taken, found)) : Optional.empty();
  }

  /** Returns the doubt about a new model with mixed values that the configuration does not name; empty otherwise. */
  private Optional<KindChange> mixed(TargetKind taken) {
    ValueCounts values = values(Integer.MAX_VALUE);
    return values.areMixed() && !settings.targets().containsKey(model)
        ? Optional.of(new KindChange(model, null, taken, taken, !values.areNearlyAllNumbers()))
        : Optional.empty();
  }

  /** Derives the kind from the values of the last so many days with predictions. */
  private TargetKind found(int count) {
    return values(count).kind();
  }

  private ValueCounts values(int count) {
    return days(AnalyticsSettings.ALL_VERSIONS).descendingMap().values().stream()
        .limit(count)
        .map(Outcomes::values)
        .reduce(ValueCounts.NONE, ValueCounts::merge);
  }

  /** Returns the last so many days up to this one, of all versions together. */
  Rolling rolling(LocalDate last, int days) {
    return rolling(span(target(), AnalyticsSettings.ALL_VERSIONS).last(days, last));
  }

  private static Rolling rolling(VersionOutcomes span) {
    return AccuracyMetrics.rolling(span.target(), span.size(), span.together());
  }

  /**
   * Returns the figures of the days that the settings cover, by version and day.
   *
   * @param which the days whose figures are wanted
   */
  Stream<AccuracyFigures> figures(Instant asOf, Predicate<Window> which) {
    TargetKind target = target();
    NavigableMap<String, VersionOutcomes> spans = new TreeMap<>();
    versions.keySet().forEach(version -> spans.put(version, span(target, version)));
    return days(AnalyticsSettings.ALL_VERSIONS).keySet().stream()
        .filter(settings::covers)
        .filter(day -> which.test(Window.day(day, settings.zone())))
        .flatMap(day -> figures(day, spans, asOf))
        .sorted(
            Comparator.comparing(AccuracyFigures::version).thenComparing(AccuracyFigures::window));
  }

  /** Returns the figures of all versions that have predictions on this day. */
  private Stream<AccuracyFigures> figures(
      LocalDate day, NavigableMap<String, VersionOutcomes> all, Instant asOf) {
    NavigableMap<String, VersionOutcomes> spans = new TreeMap<>();
    all.forEach((name, span) -> spans.put(name, span.last(Signals.DAYS, day)));
    spans.values().removeIf(span -> span.size() == 0);
    return spans.keySet().stream()
        .filter(version -> days(version).containsKey(day))
        .map(version -> figures(version, day, spans, asOf));
  }

  private AccuracyFigures figures(
      String version, LocalDate day, NavigableMap<String, VersionOutcomes> spans, Instant asOf) {
    VersionOutcomes span = Objects.requireNonNull(spans.get(version));
    Window window = Window.day(day, settings.zone());
    boolean isFinal = !settings.matureAt(day).isAfter(asOf);
    // otherwise a provisional row would change each night, with each of its days that becomes
    // mature
    Instant matureBy = isFinal || asOf.isBefore(window.end()) ? asOf : window.end();
    return new AccuracyMetrics(span.target(), days(version).getOrDefault(day, new Outcomes()))
        .figures(
            model,
            version,
            window,
            rolling(span.last(WEEK, day)),
            rolling(span),
            calibration(version, day),
            new Signals(settings, version, spans, matureBy),
            isFinal ? Status.FINAL : Status.PROVISIONAL);
  }

  private Calibration calibration(String version, LocalDate last) {
    Reliability together = new Reliability();
    days(version)
        .subMap(last.minusDays(Signals.DAYS - 1L), true, last, true)
        .values()
        .forEach(day -> together.merge(day.reliability()));
    return together.figures();
  }

  private VersionOutcomes span(TargetKind target, String version) {
    NavigableMap<LocalDate, OutcomeCounts> counts = new TreeMap<>();
    days(version).forEach((day, state) -> counts.put(day, state.counts()));
    return new VersionOutcomes(target, counts);
  }

  private NavigableMap<LocalDate, Outcomes> days(String version) {
    return versions.getOrDefault(version, new TreeMap<>());
  }
}
