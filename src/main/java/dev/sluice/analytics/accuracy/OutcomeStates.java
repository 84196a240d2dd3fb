package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LabelAttributes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Computes {@link Outcomes} states by {@code model}, {@code version} and {@code day} (long, since 1970). Predictions whose
 * only labels cannot be compared have states of their own, with the label's type as {@code labelOdd}. Beside each state
 * stand the number of its {@code events}, and of those whose labels are {@code conflicting} or {@code undated}.
 */
public final class OutcomeStates {
  private static final int HOURS_PER_DAY = 24;
  private static final double MICROS_PER_SECOND = 1e6;

  private OutcomeStates() {}

  /**
   * Returns the events with their confidence and the label that counts; times are in microseconds.
   *
   * @param labels the table of labels; null if labels are attributes of the events
   * @param more further columns of the table of events to keep
   */
  public static Dataset<Row> judged(
      Dataset<Row> table,
      EventAttributes names,
      @Nullable Dataset<Row> labels,
      LabelAttributes labelNames,
      ZoneId zone,
      Column... more) {
    StructType schema = table.schema();
    Column time = new EventTime(zone, names.timeFormat())
        .micros(Attribute.column(schema, names.time()))
        .as("time");
    Column confidence = Attribute.column(schema, names.confidence()).as("confidence");
    Stream<Column> kept = Stream.concat(Arrays.stream(more), Stream.of(time, confidence));
    if (labels != null) {
      return Events.of(table, names, zone, kept.toArray(Column[]::new))
          .join(
              Labels.newestDated(labels, labelNames, zone),
              col("id").equalTo(col("labelId")),
              "left");
    }
    Stream<Column> own = Stream.of(
        Labels.own(schema, labelNames, zone),
        Labels.ownTime(schema, labelNames, zone),
        lit(false).as("conflicting"),
        Labels.ownOdd(schema, labelNames, zone));
    return Events.of(table, names, zone, Stream.concat(kept, own).toArray(Column[]::new));
  }

  /**
   * Returns the states of events.
   *
   * @param judged events as {@link #judged} gives them, and their {@code partitionDay}, which is part of the key
   * @param settings of which zone and maturity count
   */
  public static Dataset<Row> of(Dataset<Row> judged, AnalyticsSettings settings) {
    Column state = udaf(new OutcomesAggregator(), OutcomesAggregator.INPUT)
        .apply(pair("prediction"), pair("label"), pair("confidence"), col("delay"), col("late"));
    Column undated = col("label").isNotNull().and(col("labelTime").isNull());
    return dated(judged, settings)
        .groupBy("partitionDay", "model", "version", "day", "labelOdd")
        .agg(
            state.as("state"),
            count(when(col("conflicting"), 1)).as("conflicting"),
            count(when(undated, 1)).as("undated"),
            count(lit(1)).as("events"));
  }

  /** Adds {@code day}, the {@code delay} of the label in seconds, and whether it came {@code late}. */
  private static Dataset<Row> dated(Dataset<Row> events, AnalyticsSettings settings) {
    UDF2<Long, @Nullable Long, Boolean> late = (day, micros) ->
        micros != null && micros > EventTime.micros(settings.matureAt(LocalDate.ofEpochDay(day)));
    return events
        .filter(col("hour").isNotNull())
        .filter(col("model").isNotNull().and(col("prediction").isNotNull()))
        .withColumn("day", floor(col("hour").divide(HOURS_PER_DAY)))
        .withColumn("delay", floor(col("labelTime").minus(col("time")).divide(MICROS_PER_SECOND)))
        .withColumn("late", udf(late, DataTypes.BooleanType).apply(col("day"), col("labelTime")));
  }

  private static Column pair(String typed) {
    return struct(col(typed + ".type").as("_1"), col(typed + ".text").as("_2"));
  }
}
