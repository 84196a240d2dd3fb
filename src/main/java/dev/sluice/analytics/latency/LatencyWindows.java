package dev.sluice.analytics.latency;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.Figures.DatedItems;
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
import java.util.SortedMap;
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
  private int pairs;
  private long undated;
  private long unmodelled;
  private long undatedModelled;
  private final SortedMap<String, SortedMap<String, Long>> unusablePredictions = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> unusableVersions = new TreeMap<>();
  private final SortedMap<String, Long> unusableModels = new TreeMap<>();
  private DatedItems dated = DatedItems.NONE;

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
    long items = row.<Long>getAs("items");
    @Nullable Long hour = row.getAs("hour");
    if (hour == null) {
      addOutside(row.getAs("place"), items, row.getAs("named"));
      return;
    }
    @Nullable String model = row.getAs("model");
    LocalDateTime time = Events.localTime(hour);
    LocalDate day = time.toLocalDate();
    boolean isLater = day.isAfter(settings.date());
    if (!settings.reads(day)) {
      addOutside(isLater ? HourStates.LATER : HourStates.EARLIER, items, 0);
      return;
    }
    if (isLater) {
      dated = dated.plus(0, 0, items);
    } else if (!settings.covers(day)) {
      dated = dated.plus(0, items, 0);
    } else if (model == null) {
      unmodelled += items;
      if (row.getAs("odd") != null) {
        unusableModels.merge(row.getAs("odd"), items, Long::sum);
      }
    } else {
      dated = dated.plus(items, 0, 0);
      EventQuality.UNUSABLE_TYPES.forEach(
          type -> addUnusable(unusablePredictions, model, type, row.getAs(type)));
      addUnusable(unusableVersions, model, row.getAs("odd"), items);
    }
    if (model != null && standing.leave(day)) {
      add(model, row.getAs("version"), time, Latencies.decode(row.getAs("state")));
    }
  }

  private static void addUnusable(
      SortedMap<String, SortedMap<String, Long>> counts,
      String model,
      @Nullable String type,
      long items) {
    if (type != null && items > 0) {
      counts.computeIfAbsent(model, unseen -> new TreeMap<>()).merge(type, items, Long::sum);
    }
  }

  private void addOutside(String place, long items, long named) {
    switch (place) {
      case HourStates.EARLIER -> dated = dated.plus(0, items, 0);
      case HourStates.LATER -> dated = dated.plus(0, 0, items);
      default -> {
        undated += items;
        undatedModelled += named;
      }
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

  /** Returns the counts of items with a readable time. */
  public DatedItems dated() {
    return dated;
  }

  /** Returns the number of items with a model but without a readable time. */
  public long undatedModelled() {
    return undatedModelled;
  }

  /** Returns model → DynamoDB type → predictions of the computed days that cannot be compared with a label. */
  public SortedMap<String, SortedMap<String, Long>> unusablePredictions() {
    return unusablePredictions;
  }

  /** Returns model → DynamoDB type → events of the computed days whose version cannot be a name. */
  public SortedMap<String, SortedMap<String, Long>> unusableVersions() {
    return unusableVersions;
  }

  /** Returns DynamoDB type → events of the computed days whose model cannot be a name. */
  public SortedMap<String, Long> unusableModels() {
    return unusableModels;
  }

  /** Returns the number of items without a readable time. */
  public long undated() {
    return undated;
  }

  /** Returns the number of dated items of the computed days without a model. */
  public long unmodelled() {
    return unmodelled;
  }
}
