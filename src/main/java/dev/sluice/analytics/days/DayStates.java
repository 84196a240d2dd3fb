package dev.sluice.analytics.days;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The states of some days.
 *
 * @param latency as {@link dev.sluice.analytics.latency.HourStates} gives them; null: there are no events
 * @param accuracy as {@link dev.sluice.analytics.accuracy.OutcomeStates} gives them; null: without labels, or events
 */
public record DayStates(
    @Nullable Dataset<Row> latency, @Nullable Dataset<Row> accuracy) {
  /** The name of the column of the day by which the table of events is divided. */
  public static final String DAY = "partitionDay";

  /** The name of the column of the time at which a state changes by itself, in epoch seconds; null: never. */
  public static final String CHANGES_AT = "changesAt";

  /** The name of the column of the number of items. */
  public static final String ITEMS = "items";

  /** Returns these states and those of other days, both with the same columns. */
  public DayStates and(DayStates others) {
    return new DayStates(together(latency, others.latency), together(accuracy, others.accuracy));
  }

  private static @Nullable Dataset<Row> together(
      @Nullable Dataset<Row> one, @Nullable Dataset<Row> other) {
    return one == null || other == null ? null : one.unionByName(other);
  }
}
