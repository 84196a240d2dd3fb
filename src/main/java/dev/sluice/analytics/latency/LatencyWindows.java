package dev.sluice.analytics.latency;

import static org.apache.spark.sql.functions.col;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.Grain;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyUnit;
import dev.sluice.analytics.Window;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * States of all windows. Spark makes those of hours, by model and version; they are merged here into days, ISO weeks and
 * all versions together.
 */
public final class LatencyWindows {
  private final AnalyticsSettings settings;
  private final TreeMap<Key, Latencies> states = new TreeMap<>();
  private final TreeMap<Key, LocalDate> days = new TreeMap<>();
  private long undated;
  private long unmodelled;

  private record Key(String model, String version, Window window) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::model).thenComparing(Key::version).thenComparing(Key::window);

    /** Of a day's window. */
    LocalDate day() {
      return LocalDate.parse(window.label());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private LatencyWindows(AnalyticsSettings settings) {
    this.settings = settings;
  }

  /** None at all. */
  public static LatencyWindows none(AnalyticsSettings settings) {
    return new LatencyWindows(settings);
  }

  /**
   * Computes them, by one Spark job.
   *
   * @param events as {@link Events#of} gives them
   * @param unit of their latencies
   */
  public static LatencyWindows of(
      Dataset<Row> events, LatencyUnit unit, AnalyticsSettings settings) {
    LatencyWindows windows = new LatencyWindows(settings);
    hours(events, unit, settings).collectAsList().forEach(windows::add);
    windows.rollUp();
    return windows;
  }

  private static Dataset<Row> hours(
      Dataset<Row> events, LatencyUnit unit, AnalyticsSettings settings) {
    Column hour = col("hour");
    Column covered = hour.lt(Events.firstHour(settings.date().plusDays(1)))
        .and(hour.geq(firstCovered(settings)));
    Column state = LatencyAggregator.column(
        col("number"), col("latency"), col("failed"), settings.sloLatencyMs(), unit);
    return events
        .filter(hour.isNull().or(covered))
        .groupBy("model", "version", "hour")
        .agg(state.as("state"));
  }

  /** Weeks are computed whole, and days are compared with those before them. */
  private static long firstCovered(AnalyticsSettings settings) {
    LocalDate first = settings.firstDayRead();
    return first == null ? Long.MIN_VALUE : Events.firstHour(first);
  }

  private void add(Row row) {
    Latencies state = Latencies.decode(row.getAs("state"));
    @Nullable Long hour = row.getAs("hour");
    @Nullable String model = row.getAs("model");
    if (hour == null) {
      undated += state.requests();
    } else if (model == null) {
      boolean covered = settings.covers(Events.localTime(hour).toLocalDate());
      unmodelled += covered ? state.requests() : 0;
    } else {
      add(model, row.getAs("version"), Events.localTime(hour), state);
    }
  }

  private void add(String model, String version, LocalDateTime hour, Latencies state) {
    LocalDate day = hour.toLocalDate();
    merge(new Key(model, version, Window.hour(hour, settings.zone())), state);
    days.computeIfAbsent(new Key(model, version, Window.day(day, settings.zone())), unseen -> day);
    merge(new Key(model, version, Window.day(day, settings.zone())), state);
  }

  /** Weeks from days, then all versions together from each: fewer values are merged than from hours. */
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

  /** Figures by model, version, grain and time; hours, days and weeks that have no request are left out. */
  public List<LatencyFigures> figures() {
    Map<String, ModelDays> models = models();
    return states.entrySet().stream()
        .filter(entry -> isCovered(entry.getKey().window()))
        .map(entry -> figures(entry.getKey(), entry.getValue(), models))
        .toList();
  }

  private LatencyFigures figures(Key key, Latencies state, Map<String, ModelDays> models) {
    ModelDays days = models.get(key.model());
    return LatencyMetrics.figures(
        key.model(),
        key.version(),
        key.window(),
        state,
        settings.sloTarget(),
        days == null || key.window().grain() != Grain.DAY
            ? Neighbours.NONE
            : days.neighbours(key.version(), key.day()));
  }

  private Map<String, ModelDays> models() {
    Map<String, ModelDays> models = new TreeMap<>();
    states.forEach((key, state) -> {
      if (key.window().grain() == Grain.DAY) {
        models
            .computeIfAbsent(key.model(), unseen -> new ModelDays(settings.baselineVersion()))
            .add(key.version(), key.day(), state);
      }
    });
    return models;
  }

  /** Of a week that began before the days looked back on, only the week itself is. */
  private boolean isCovered(Window window) {
    LocalDate first = settings.firstDay();
    if (first == null) {
      return true;
    }
    LocalDate from = window.grain() == Grain.WEEK ? Window.monday(first) : first;
    return !window.start().isBefore(from.atStartOfDay(settings.zone()).toInstant());
  }

  /** Items without a readable time. */
  public long undated() {
    return undated;
  }

  /** Dated items of the days covered that have no model. */
  public long unmodelled() {
    return unmodelled;
  }
}
