package dev.sluice.analytics.latency;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.Events;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * States by {@code model}, {@code version} and {@code hour}, of the days read. All other items are one state each of three
 * {@code place}s, without model, version and hour. Beside each state it is counted how many of its items are {@code named},
 * which is that they have a model, and have a prediction of each type of {@link EventQuality#UNUSABLE_TYPES}. Items whose model, or
 * of those with a model the version, is of such a type have states of their own, by this type as {@code odd}.
 */
final class HourStates {
  static final String UNDATED = "undated";
  static final String EARLIER = "earlier";
  static final String LATER = "later";

  private HourStates() {}

  static Dataset<Row> of(Dataset<Row> events, AnalyticsSettings settings) {
    Column state = LatencyAggregator.column(
        col("number"), col("latency"), col("failed"), settings.sloLatencyMs());
    Column read = col("place").isNull();
    return events
        .withColumn("place", place(settings))
        .withColumn("named", col("model"))
        .withColumn(
            "odd",
            when(read, when(col("model").isNull(), col("modelOdd")).otherwise(col("versionOdd"))))
        .withColumn("version", when(read.and(col("model").isNotNull()), col("version")))
        .withColumn("model", when(read, col("model")))
        .withColumn("hour", when(read, col("hour")))
        .groupBy("place", "model", "version", "hour", "odd")
        .agg(state.as("state"), counts());
  }

  /** Counts, for each state, the items that have a model, and those of each type of prediction that cannot be used. */
  private static Column[] counts() {
    return Stream.concat(
            Stream.of(count(col("named")).as("named")),
            EventQuality.UNUSABLE_TYPES.stream()
                .map(type -> count(when(col("predictionType").equalTo(type), 1)).as(type)))
        .toArray(Column[]::new);
  }

  private static Column place(AnalyticsSettings settings) {
    Column hour = col("hour");
    LocalDate first = settings.firstDayRead();
    Column place = when(hour.isNull(), UNDATED)
        .when(hour.geq(Events.firstHour(settings.date()) + Events.HOURS_PER_DAY), LATER);
    return first == null ? place : place.when(hour.lt(Events.firstHour(first)), EARLIER);
  }
}
