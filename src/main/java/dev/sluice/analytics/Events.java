package dev.sluice.analytics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table's items as events, one row each:
 *
 * <ul>
 *   <li>{@code id}: string
 *   <li>{@code hour}: long, the hours from 1970-01-01T00 to the event, both by the zone's clocks; null if undated
 *   <li>{@code model}: string; null if it has none
 *   <li>{@code version}: string, {@code -} if it has none
 *   <li>{@code modelOdd}, {@code versionOdd}: string, DynamoDB's name of the type of a model or version that cannot be
 *       a name
 *   <li>{@code prediction}: struct&lt;type, text&gt; as {@link ScalarText#typed} reads it, null if it has none
 *   <li>{@code predictionType}: DynamoDB's name of its type, usable or not; null if it has none
 *   <li>{@code latency}: struct&lt;type, text&gt; as {@link Attribute} reads it, numbers in milliseconds, or the {@link
 *       Elapsed} time
 *   <li>{@code number}: double, the latency if a column of numbers holds it, as {@link Attribute#number} reads it
 *   <li>{@code failed}: boolean, true if it has the error attribute and this is not NULL
 * </ul>
 *
 * Texts are {@linkplain ScalarText scalars}. A version with the text {@code *} becomes {@code \*}; a model or version
 * with the name {@code (others)} becomes {@code \(others)}.
 */
public final class Events {
  /** Matches the names reserved for missing, all and other values, after any number of backslashes. */
  private static final String RESERVED = "^\\\\*(\\(others\\)%s)\\z";

  public static final int HOURS_PER_DAY = 24;

  private Events() {}

  /**
   * Returns the events of a table. Days and hours, and times without offset, are in the zone.
   *
   * @param more further columns of the table to keep
   */
  public static Dataset<Row> of(
      Dataset<Row> table, EventAttributes names, ZoneId zone, Column... more) {
    StructType schema = table.schema();
    Column error = Attribute.column(schema, names.error());
    List<Column> columns = new ArrayList<>(List.of(
        ScalarText.name(schema, names.id()).as("id"),
        hour(Attribute.column(schema, names.time()), zone, names.timeFormat()).as("hour"),
        escaped(ScalarText.name(schema, names.model()), "").as("model"),
        version(ScalarText.name(schema, names.version())).as("version"),
        ScalarText.unusable(schema, names.model()).as("modelOdd"),
        ScalarText.unusable(schema, names.version()).as("versionOdd"),
        ScalarText.typed(schema, names.prediction()).as("prediction"),
        Attribute.column(schema, names.prediction()).getField("type").as("predictionType"),
        latency(schema, names, zone).as("latency"),
        number(schema, names).as("number"),
        coalesce(error.getField("type").notEqual("NULL"), lit(false)).as("failed")));
    Collections.addAll(columns, more);
    return table.select(columns.toArray(Column[]::new));
  }

  /** Returns the events, or states by {@code hour}, of the days that are read, up to the last day. */
  public static Dataset<Row> read(Dataset<Row> events, AnalyticsSettings settings) {
    LocalDate first = settings.firstDayRead();
    Column hour = col("hour");
    Dataset<Row> before = events.filter(hour.lt(firstHour(settings.date()) + HOURS_PER_DAY));
    return first == null ? before : before.filter(hour.geq(firstHour(first)));
  }

  /** Returns a column of the day of a table's items, for times in ISO-8601 or epoch. */
  public static Column day(StructType schema, String time, ZoneId zone) {
    return day(schema, time, zone, null);
  }

  /**
   * Returns a column of the day of a table's items, {@code 2026-10-19}, by the zone's clocks; null if undated.
   *
   * @param timeFormat as in {@link EventAttributes}
   */
  public static Column day(
      StructType schema, String time, ZoneId zone, @Nullable String timeFormat) {
    Column days =
        floor(hour(Attribute.column(schema, time), zone, timeFormat).divide(HOURS_PER_DAY));
    return date_add(lit(LocalDate.EPOCH), days.cast(DataTypes.IntegerType)).cast("string");
  }

  /** Returns the {@code hour} at which a day begins. */
  public static long firstHour(LocalDate day) {
    return day.toEpochDay() * HOURS_PER_DAY;
  }

  /** Returns the local time at which an {@code hour} begins. */
  public static LocalDateTime localTime(long hour) {
    return LocalDateTime.ofEpochSecond(hour * 3600, 0, ZoneOffset.UTC);
  }

  private static Column latency(StructType schema, EventAttributes names, ZoneId zone) {
    return names.start() == null || names.end() == null
        ? names.unit().milliseconds(Attribute.column(schema, names.latencyMs()))
        : new Elapsed(new EventTime(zone, names.timeFormat()))
            .column(Attribute.column(schema, names.start()), Attribute.column(schema, names.end()));
  }

  /**
   * Converts units of whole numbers only: a multiple or quotient by a power of ten is rounded once, as its text would
   * be.
   */
  private static Column number(StructType schema, EventAttributes names) {
    Column number = Attribute.number(schema, names.latencyMs());
    if (names.start() == null && names.unit() == LatencyUnit.MS) {
      return number;
    }
    return names.start() == null && Attribute.isWhole(schema, names.latencyMs())
        ? names.unit().scaled(number)
        : lit(null).cast(DataTypes.DoubleType);
  }

  private static Column version(Column text) {
    Column escaped = escaped(text, "|[*-]");
    return coalesce(escaped, lit(AnalyticsSettings.NO_VERSION));
  }

  /** Adds one backslash to a name of an item that is reserved. */
  private static Column escaped(Column text, String alsoReserved) {
    return when(text.rlike(RESERVED.formatted(alsoReserved)), concat(lit("\\"), text))
        .otherwise(text);
  }

  private static Column hour(Column time, ZoneId zone, @Nullable String timeFormat) {
    EventTime reader = new EventTime(zone, timeFormat);
    UDF2<@Nullable String, @Nullable String, @Nullable Long> localHour =
        (type, text) -> localHour(reader.read(type, text), zone);
    UserDefinedFunction function = udf(localHour, DataTypes.LongType);
    return function.apply(time.getField("type"), time.getField("text"));
  }

  private static @Nullable Long localHour(@Nullable Instant instant, ZoneId zone) {
    if (instant == null) {
      return null;
    }
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    return firstHour(local.toLocalDate()) + local.getHour();
  }
}
