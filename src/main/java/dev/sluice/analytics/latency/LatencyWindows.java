package dev.sluice.analytics.latency;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.Others;
import dev.sluice.analytics.StandingRows;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * States of all windows. {@link HourStates} has those of hours, by model and version; this class merges them into days,
 * ISO weeks and all versions together.
 */
public final class LatencyWindows {
  private static final Comparator<LatencyFigures> BY_KEY = Comparator.comparing(
          LatencyFigures::model)
      .thenComparing(LatencyFigures::version)
      .thenComparing(LatencyFigures::window);

  private final AnalyticsSettings settings;
  private final StandingRows standing;
  private final TreeMap<Key, Latencies> states = new TreeMap<>();
  private final TreeMap<Key, LocalDate> days = new TreeMap<>();
  private final Map<String, Set<String>> versions = new HashMap<>();
  private final EventTally items;
  private int pairs;

  private record Key(String model, String version, Window window) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::model).thenComparing(Key::version).thenComparing(Key::window);

    /** Returns the day; the window must be a day. */
    LocalDate day() {
      return LocalDate.parse(window.label());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private LatencyWindows(AnalyticsSettings settings, StandingRows standing) {
    this.settings = settings;
    this.standing = standing;
    this.items = new EventTally(settings);
  }

  /** Creates a result without windows. */
  public static LatencyWindows none(AnalyticsSettings settings) {
    return new LatencyWindows(settings, StandingRows.NONE);
  }

  /**
   * Computes the windows with one Spark job; empty if there are more models or versions than the settings allow. The
   * limit is checked before more than that are in memory.
   *
   * @param states as {@link HourStates} gives them
   * @param standing rows that need not be computed
   */
  public static Optional<LatencyWindows> of(
      Dataset<Row> states, AnalyticsSettings settings, StandingRows standing) {
    LatencyWindows windows = new LatencyWindows(settings, standing);
    Iterator<Row> hours = states.toLocalIterator();
    while (hours.hasNext()) {
      Row row = hours.next();
      if (!windows.hasRoom(row.getAs("model"), row.getAs("version"))) {
        return Optional.empty();
      }
      windows.add(row);
    }
    windows.rollUp();
    return Optional.of(windows);
  }

  /** Returns whether the limits allow one more. Models and versions that are summed up do not count. */
  private boolean hasRoom(@Nullable String model, @Nullable String version) {
    if (model == null || version == null || model.equals(Others.NAME)) {
      return true;
    }
    Set<String> seen = versions.computeIfAbsent(model, unseen -> new HashSet<>());
    pairs += !version.equals(Others.NAME) && seen.add(version) ? 1 : 0;
    Limits limits = settings.limits();
    return versions.size() <= limits.models()
        && seen.size() <= limits.versions()
        && pairs <= limits.pairs();
  }

  private void add(Row row) {
    items.add(row);
    @Nullable Long hour = row.getAs("hour");
    @Nullable String model = row.getAs("model");
    if (hour == null || model == null) {
      return;
    }
    LocalDateTime time = Events.localTime(hour);
    LocalDate day = time.toLocalDate();
    if (settings.reads(day) && standing.leave(day)) {
      add(model, row.getAs("version"), time, Latencies.decode(row.getAs("state")));
    }
  }

  private void add(String model, String version, LocalDateTime hour, Latencies state) {
    LocalDate day = hour.toLocalDate();
    merge(new Key(model, version, Window.hour(hour, settings.zone())), state);
    days.computeIfAbsent(new Key(model, version, Window.day(day, settings.zone())), unseen -> day);
    merge(new Key(model, version, Window.day(day, settings.zone())), state);
  }

  /** Merges weeks from days, then all versions together: fewer values are merged than from hours. */
  private void rollUp() {
    days.forEach((key, day) -> {
      Key week = new Key(key.model(), key.version(), Window.week(day, settings.zone()));
      merge(week, states.getOrDefault(key, none()));
    });
    Map.copyOf(states)
        .forEach((key, state) ->
            merge(new Key(key.model(), AnalyticsSettings.ALL_VERSIONS, key.window()), state));
  }

  private void merge(Key key, Latencies state) {
    states.computeIfAbsent(key, unseen -> none()).merge(state);
  }

  private Latencies none() {
    return new Latencies(settings.sloLatencyMs());
  }

  /** Returns the figures by model, version, grain and time; hours, days and weeks without requests are left out. */
  public List<LatencyFigures> figures() {
    Map<String, ModelLatencyDays> models = models();
    Stream<LatencyFigures> computed = states.entrySet().stream()
        .filter(entry -> isCovered(entry.getKey().window()))
        .filter(entry -> !standing.hold(entry.getKey().window(), settings.zone()))
        .map(entry -> figures(entry.getKey(), entry.getValue(), models));
    Stream<LatencyFigures> others = standing.latency().stream()
        .filter(row -> isCovered(row.window()))
        .filter(row -> standing.hold(row.window(), settings.zone()));
    return Stream.concat(computed, others).sorted(BY_KEY).toList();
  }

  private LatencyFigures figures(Key key, Latencies state, Map<String, ModelLatencyDays> models) {
    ModelLatencyDays days = models.get(key.model());
    return LatencyMetrics.figures(
        key.model(),
        key.version(),
        key.window(),
        state,
        settings.sloTarget(),
        days == null || key.window().grain() != Grain.DAY
            ? ComparisonSpans.NONE
            : days.comparisons(key.version(), key.day()));
  }

  private Map<String, ModelLatencyDays> models() {
    Map<String, ModelLatencyDays> models = new TreeMap<>();
    states.forEach((key, state) -> {
      if (key.window().grain() == Grain.DAY) {
        models
            .computeIfAbsent(
                key.model(), unseen -> new ModelLatencyDays(settings.baselineVersion()))
            .add(key.version(), key.day(), state);
      }
    });
    return models;
  }

  /**
   * Returns whether a window is computed. A week that began before the first day, or ends after the last, is computed; its
   * days before and after are not.
   */
  private boolean isCovered(Window window) {
    LocalDate first = settings.firstDay();
    if (!window.start().isBefore(startOf(settings.date().plusDays(1)))) {
      return false;
    }
    if (first == null) {
      return true;
    }
    LocalDate from = window.grain() == Grain.WEEK ? Window.monday(first) : first;
    return !window.start().isBefore(startOf(from));
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(settings.zone()).toInstant();
  }

  /** Returns the counts of all items. */
  public EventTally items() {
    return items;
  }
}
