package dev.sluice.analytics.latency;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.Events;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Computes states by {@code model}, {@code version} and {@code hour}. All other items form one state for each of the
 * {@code place}s undated, earlier and later, without model, version and hour. Beside each state stand the number of its
 * {@code items}, of those that have a model ({@code named}), and the numbers of predictions by each type of {@link
 * EventQuality#UNUSABLE_TYPES}. Items whose model is of such a type, or that have a model and a version of such a type,
 * have states of their own, with this type as {@code odd}.
 *
 * <p>Events may have a {@code partitionDay}, which then is part of the key, and {@code changesAt}, of which each state has
 * the least.
 */
public final class HourStates {
  static final String UNDATED = "undated";
  static final String EARLIER = "earlier";
  static final String LATER = "later";

  private HourStates() {}

  /** Returns the states of the days that these settings read. Items of other days form two states. */
  public static Dataset<Row> ofDaysRead(Dataset<Row> events, AnalyticsSettings settings) {
    return of(events, place(settings), settings);
  }

  /** Returns the states of all days. Of the settings only the objective counts. */
  public static Dataset<Row> ofAllDays(Dataset<Row> events, AnalyticsSettings settings) {
    return of(events, when(col("hour").isNull(), UNDATED), settings);
  }

  private static Dataset<Row> of(Dataset<Row> events, Column place, AnalyticsSettings settings) {
    Column state = LatencyAggregator.column(
        col("number"), col("latency"), col("failed"), settings.sloLatencyMs());
    Column read = col("place").isNull();
    return events
        .withColumn("place", place)
        .withColumn("named", col("model"))
        .withColumn(
            "odd",
            when(read, when(col("model").isNull(), col("modelOdd")).otherwise(col("versionOdd"))))
        .withColumn("version", when(read.and(col("model").isNotNull()), col("version")))
        .withColumn("model", when(read, col("model")))
        .withColumn("hour", when(read, col("hour")))
        .groupBy("partitionDay", "place", "model", "version", "hour", "odd")
        .agg(state.as("state"), counts());
  }

  /** Counts, for each state, the items with a model, and the predictions of each type that cannot be used. */
  private static Column[] counts() {
    List<Column> whole = List.of(
        count(lit(1)).as("items"),
        min("changesAt").as("changesAt"),
        count(col("named")).as("named"));
    return Stream.concat(whole.stream(), EventQuality.UNUSABLE_TYPES.stream().map(type -> count(
                when(col("predictionType").equalTo(type), 1))
            .as(type)))
        .toArray(Column[]::new);
  }

  private static Column place(AnalyticsSettings settings) {
    Column hour = col("hour");
    LocalDate first = settings.firstDayRead();
    Column place = when(hour.isNull(), UNDATED)
        .when(hour.geq(Events.firstHour(settings.lastDayRead()) + Events.HOURS_PER_DAY), LATER);
    return first == null ? place : place.when(hour.lt(Events.firstHour(first)), EARLIER);
  }
}
