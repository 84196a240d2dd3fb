package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.Kept;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.TargetKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * States of all days with predictions, up to the date. Spark joins the labels and computes the states by model, version
 * and day; all versions together, target kinds and spans of days are derived here. An event's label counts for the day
 * of its prediction.
 */
public final class AccuracyDays {
  private static final int HOURS_PER_DAY = 24;
  private static final double MICROS_PER_SECOND = 1e6;

  private final AnalyticsSettings settings;
  private final NavigableMap<String, ModelAccuracyDays> models = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> unusableLabels = new TreeMap<>();
  private long conflictingLabels;
  private long undatedLabels;

  private AccuracyDays(AnalyticsSettings settings) {
    this.settings = settings;
  }

  /** Creates a result without any days. */
  public static AccuracyDays none(AnalyticsSettings settings) {
    return new AccuracyDays(settings);
  }

  /**
   * Computes the states with one Spark job.
   *
   * @param table the table of events
   * @param labels the table of labels; null if labels are attributes of the events
   * @param kept the models that are not among them are left out
   */
  public static AccuracyDays of(
      Dataset<Row> table,
      EventAttributes names,
      @Nullable Dataset<Row> labels,
      LabelAttributes labelNames,
      Kept kept,
      AnalyticsSettings settings) {
    AccuracyDays days = new AccuracyDays(settings);
    Dataset<Row> events =
        kept.withoutOthers(kept.rename(judged(table, names, labels, labelNames, settings)));
    states(dated(events, settings)).collectAsList().forEach(days::add);
    return days;
  }

  /** Returns the events with their confidence and the label that counts; times are in microseconds. */
  private static Dataset<Row> judged(
      Dataset<Row> table,
      EventAttributes names,
      @Nullable Dataset<Row> labels,
      LabelAttributes labelNames,
      AnalyticsSettings settings) {
    StructType schema = table.schema();
    ZoneId zone = settings.zone();
    Column time = new EventTime(zone, names.timeFormat())
        .micros(Attribute.column(schema, names.time()))
        .as("time");
    Column confidence = Attribute.column(schema, names.confidence()).as("confidence");
    return labels == null
        ? Events.of(
            table,
            names,
            zone,
            time,
            confidence,
            Labels.own(schema, labelNames, zone),
            Labels.ownTime(schema, labelNames, zone),
            lit(false).as("conflicting"),
            Labels.ownOdd(schema, labelNames, zone))
        : Events.of(table, names, zone, time, confidence)
            .join(
                Labels.newestDated(labels, labelNames, zone),
                col("id").equalTo(col("labelId")),
                "left");
  }

  /** Adds {@code day}, the {@code delay} of the label in seconds, and whether it came {@code late}. */
  private static Dataset<Row> dated(Dataset<Row> events, AnalyticsSettings settings) {
    UDF2<Long, @Nullable Long, Boolean> late = (day, micros) ->
        micros != null && micros > EventTime.micros(settings.matureAt(LocalDate.ofEpochDay(day)));
    return Events.read(events, settings)
        .filter(col("model").isNotNull().and(col("prediction").isNotNull()))
        .withColumn("day", floor(col("hour").divide(HOURS_PER_DAY)))
        .withColumn("delay", floor(col("labelTime").minus(col("time")).divide(MICROS_PER_SECOND)))
        .withColumn("late", udf(late, DataTypes.BooleanType).apply(col("day"), col("labelTime")));
  }

  private static Dataset<Row> states(Dataset<Row> events) {
    Column state = udaf(new OutcomesAggregator(), OutcomesAggregator.INPUT)
        .apply(pair("prediction"), pair("label"), pair("confidence"), col("delay"), col("late"));
    Column undated = col("label").isNotNull().and(col("labelTime").isNull());
    return events
        .groupBy("model", "version", "day", "labelOdd")
        .agg(
            state.as("state"),
            count(when(col("conflicting"), 1)).as("conflicting"),
            count(when(undated, 1)).as("undated"),
            count(lit(1)).as("events"));
  }

  private static Column pair(String typed) {
    return struct(col(typed + ".type").as("_1"), col(typed + ".text").as("_2"));
  }

  private void add(Row row) {
    LocalDate day = LocalDate.ofEpochDay(row.<Long>getAs("day"));
    if (settings.covers(day)) {
      conflictingLabels += row.<Long>getAs("conflicting");
      undatedLabels += row.<Long>getAs("undated");
      addUnusable(row.getAs("model"), row.getAs("labelOdd"), row.getAs("events"));
    }
    models
        .computeIfAbsent(row.getAs("model"), model -> new ModelAccuracyDays(model, settings))
        .add(row.getAs("version"), day, Outcomes.decode(row.getAs("state")));
  }

  private void addUnusable(String model, @Nullable String type, long labels) {
    if (type != null) {
      unusableLabels
          .computeIfAbsent(model, unseen -> new TreeMap<>())
          .merge(type, labels, Long::sum);
    }
  }

  /** Returns model → DynamoDB type → predictions of the computed days whose labels cannot be compared. */
  public SortedMap<String, SortedMap<String, Long>> unusableLabels() {
    return unusableLabels;
  }

  /**
   * Returns the number of events of the computed days whose newest labels, or labels without a time, contradict each
   * other.
   */
  public long conflictingLabels() {
    return conflictingLabels;
  }

  /** Returns the number of events of the computed days whose label has no readable time. */
  public long undatedLabels() {
    return undatedLabels;
  }

  /** Returns the kind of value that a model predicts; empty if it has no predictions. */
  public Optional<TargetKind> target(String model) {
    return Optional.ofNullable(models.get(model)).map(ModelAccuracyDays::target);
  }

  /**
   * Returns the target kinds by model. Adds models known only from the previous figures, at most
   * {@link dev.sluice.analytics.Limits#models}, so that short-lived names do not accumulate.
   */
  public SortedMap<String, TargetKind> targets() {
    SortedMap<String, TargetKind> targets = new TreeMap<>();
    new TreeMap<>(settings.standing())
        .entrySet().stream()
            .filter(before -> !models.containsKey(before.getKey()))
            .limit(settings.limits().models())
            .forEach(before -> targets.put(before.getKey(), before.getValue()));
    models.forEach((model, days) -> targets.put(model, days.target()));
    return targets;
  }

  /** Returns the models whose target kind changed or is in doubt, by name. */
  public List<KindChange> kindChanges() {
    return models.values().stream()
        .flatMap(model -> model.kindChange().stream())
        .toList();
  }

  /**
   * Returns the last so many days up to this one, of all versions of a model together; empty if it has no predictions.
   */
  public Optional<Rolling> rolling(String model, LocalDate last, int days) {
    return Optional.ofNullable(models.get(model)).map(found -> found.rolling(last, days));
  }

  /**
   * Returns the figures by model, version and day; days without predictions are left out.
   *
   * @param asOf a day is final if its labels were mature at this instant
   */
  public List<AccuracyFigures> figures(Instant asOf) {
    return models.values().stream().flatMap(model -> model.figures(asOf)).toList();
  }
}
