package dev.sluice.analytics.days;

import static org.apache.spark.sql.functions.lit;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.accuracy.OutcomeStates;
import dev.sluice.analytics.latency.HourStates;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Events and their labels.
 *
 * @param events null: none
 * @param labels the table of late labels; null if {@code labelNames} are attributes of the event
 * @param labelNames null: labels are not configured
 */
public record EventTables(
    @Nullable Dataset<Row> events,
    EventAttributes names,
    @Nullable Dataset<Row> labels,
    @Nullable LabelAttributes labelNames) {
  /** Returns the same with other events, such as those of some days. */
  public EventTables of(Dataset<Row> others) {
    return new EventTables(others, names, labels, labelNames);
  }

  /** Returns the states of the days that these settings read, with the numbers of other items. */
  public DayStates daysRead(AnalyticsSettings settings) {
    if (events == null) {
      return new DayStates(null, null);
    }
    Dataset<Row> table = events;
    Column day = lit(null).cast(DataTypes.DateType).as(DayStates.DAY);
    Column changesAt = lit(null).cast(DataTypes.LongType).as(DayStates.CHANGES_AT);
    return new DayStates(
        HourStates.ofDaysRead(Events.of(table, names, settings.zone(), day, changesAt), settings),
        labelNames == null
            ? null
            : OutcomeStates.of(
                Events.read(
                    OutcomeStates.judged(table, names, labels, labelNames, settings.zone(), day),
                    settings),
                settings));
  }

  /**
   * Returns the states of all days of the events, to be stored.
   *
   * @param day column of the events: the day by which their table is divided
   * @param changesAt column of the events, as {@link DayStates#CHANGES_AT} has it
   */
  public DayStates allDays(Column day, Column changesAt, AnalyticsSettings settings) {
    if (events == null) {
      return new DayStates(null, null);
    }
    Dataset<Row> table = events;
    Column named = day.as(DayStates.DAY);
    Column changing = changesAt.as(DayStates.CHANGES_AT);
    return new DayStates(
        HourStates.ofAllDays(Events.of(table, names, settings.zone(), named, changing), settings),
        labelNames == null
            ? null
            : OutcomeStates.of(
                OutcomeStates.judged(table, names, labels, labelNames, settings.zone(), named),
                settings));
  }
}
