package dev.sluice.analytics.latency;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.Figures.DatedItems;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Counts items by what keeps them out of the figures: their time, their model, or values of a type that has no meaning. */
public final class EventTally {
  private final AnalyticsSettings settings;
  private long undated;
  private long unmodelled;
  private long undatedModelled;
  private final SortedMap<String, SortedMap<String, Long>> unusablePredictions = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> unusableVersions = new TreeMap<>();
  private final SortedMap<String, Long> unusableModels = new TreeMap<>();
  private DatedItems dated = DatedItems.NONE;

  EventTally(AnalyticsSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds the items of a state.
   *
   * @param row as {@link HourStates} gives it
   */
  void add(Row row) {
    long items = row.<Long>getAs("items");
    @Nullable Long hour = row.getAs("hour");
    if (hour == null) {
      addOutside(row.getAs("place"), items, row.getAs("named"));
    } else {
      addDated(Events.localTime(hour).toLocalDate(), row, items);
    }
  }

  private void addDated(LocalDate day, Row row, long items) {
    @Nullable String model = row.getAs("model");
    if (day.isAfter(settings.date())) {
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
