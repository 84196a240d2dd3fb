package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.bitwise_not;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.ScalarText;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Chooses the label that counts: the newest label that is not after as-of; of several at the same time the one with the
 * greatest text. A label without a readable time is older than all others, and is ignored if there is an as-of.
 */
public final class Labels {
  /** Orders labels; the newest is the greatest. */
  public static final Column ORDER =
      struct(col("age"), col("label.text").as("text"), col("label.type").as("type"), col("label"));

  /** Orders labels by falling time, then by text; the smallest is the newest with the smallest text. */
  private static final Column NEWEST_FIRST = struct(
      bitwise_not(col("age")).as("age"),
      col("label.text").as("text"),
      col("label.type").as("type"),
      col("label"));

  private final StructType schema;
  private final LabelAttributes names;
  private final Column micros;

  private Labels(StructType schema, LabelAttributes names, ZoneId zone) {
    this.schema = schema;
    this.names = names;
    this.micros =
        new EventTime(zone, names.timeFormat()).micros(Attribute.column(schema, names.time()));
  }

  /**
   * Returns the labels of a table, one row each: {@code labelId}, string; {@code label}, struct&lt;type, text&gt; as
   * {@link ScalarText#typed} reads it, null if there is none; {@code labelOdd}, DynamoDB's name of its type if it
   * cannot be compared, {@code NULL} included; {@code age}, the time in microseconds, greatest for the newest; {@code
   * known}, whether it counts at as-of.
   */
  public static Dataset<Row> all(Dataset<Row> table, LabelAttributes names, ZoneId zone) {
    Labels labels = new Labels(table.schema(), names, zone);
    return table.select(
        ScalarText.name(labels.schema, names.id()).as("labelId"),
        ScalarText.typed(labels.schema, names.label()).as("label"),
        labels.odd().as("labelOdd"),
        coalesce(labels.micros, lit(Long.MIN_VALUE)).as("age"),
        coalesce(labels.known(), lit(false)).as("known"));
  }

  /** Returns the label that counts for each id: {@code labelId} and {@code label}. */
  public static Dataset<Row> newest(Dataset<Row> table, LabelAttributes names, ZoneId zone) {
    return newestDated(table, names, zone).filter("label is not null").select("labelId", "label");
  }

  /**
   * Returns the same with {@code labelTime}, microseconds since 1970, null if it is unreadable, and {@code
   * conflicting}, whether another label of the same time, or another one without a time, differs. If an id has only
   * labels that cannot be compared, these columns are null and {@code labelOdd} is the type of one.
   */
  static Dataset<Row> newestDated(Dataset<Row> table, LabelAttributes names, ZoneId zone) {
    Column age = col("newest.age");
    Column isValue = col("label").isNotNull();
    return all(table, names, zone)
        .filter("known and labelId is not null and (label is not null or labelOdd is not null)")
        .groupBy("labelId")
        .agg(
            max(when(isValue, ORDER)).as("newest"),
            min(when(isValue, NEWEST_FIRST)).as("least"),
            max("labelOdd").as("odd"))
        .select(
            col("labelId"),
            col("newest.label").as("label"),
            when(age.gt(Long.MIN_VALUE), age).as("labelTime"),
            when(col("newest").isNotNull(), not(same(col("newest.label"), col("least.label"))))
                .as("conflicting"),
            when(col("newest").isNull(), col("odd")).as("labelOdd"));
  }

  /**
   * Returns the ids of labels that count otherwise in one of two states of a table of labels than in the other.
   *
   * @return {@code labelId}, each once
   */
  public static Dataset<Row> changedIds(
      Dataset<Row> before, Dataset<Row> now, LabelAttributes names, ZoneId zone) {
    Dataset<Row> old = newestDated(before, names, zone);
    Dataset<Row> young = newestDated(now, names, zone);
    return old.except(young).union(young.except(old)).select("labelId").distinct();
  }

  /** Returns the {@code label} of events that hold their own labels; null if none counts. */
  public static Column own(StructType events, LabelAttributes names, ZoneId zone) {
    Labels labels = new Labels(events, names, zone);
    return when(labels.known(), ScalarText.typed(events, names.label())).as("label");
  }

  /** Returns the {@code labelTime} of events that hold their own labels, as {@link #newestDated} gives it. */
  static Column ownTime(StructType events, LabelAttributes names, ZoneId zone) {
    return new Labels(events, names, zone).micros.as("labelTime");
  }

  /** Returns the {@code labelOdd} of events that hold their own labels, as {@link #all} gives it. */
  static Column ownOdd(StructType events, LabelAttributes names, ZoneId zone) {
    Labels labels = new Labels(events, names, zone);
    return when(labels.known(), labels.odd()).as("labelOdd");
  }

  private Column odd() {
    Column type = Attribute.column(schema, names.label()).getField("type");
    return coalesce(ScalarText.unusable(schema, names.label()), when(type.equalTo("NULL"), type));
  }

  /** Returns whether two labels, or a prediction and a label, are equal. */
  public static Column same(Column one, Column other) {
    UDF4<String, String, String, String, Boolean> same = (type, text, otherType, otherText) -> {
      Value value = new Value(type, text);
      Value beside = new Value(otherType, otherText);
      return value.beside(beside).equals(beside.beside(value));
    };
    return udf(same, DataTypes.BooleanType)
        .apply(
            one.getField("type"),
            one.getField("text"),
            other.getField("type"),
            other.getField("text"));
  }

  private Column known() {
    return names.asOf() == null ? lit(true) : micros.leq(EventTime.micros(names.asOf()));
  }
}
