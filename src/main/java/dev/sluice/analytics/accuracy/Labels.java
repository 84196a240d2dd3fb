package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Scalar;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Which label counts: of those whose time is not after as-of the newest, of several at the same time the greatest text.
 * A label without a readable time is older than all others, and not known to be there by an as-of.
 */
final class Labels {
  private final StructType schema;
  private final LabelAttributes names;
  private final Column micros;

  private Labels(StructType schema, LabelAttributes names, ZoneId zone) {
    this.schema = schema;
    this.names = names;
    this.micros = new EventTime(zone).micros(Attribute.column(schema, names.time()));
  }

  /** Of a table of labels the one that counts for each id: {@code id}, {@code label}, both strings. */
  static Dataset<Row> newest(Dataset<Row> table, LabelAttributes names, ZoneId zone) {
    Labels labels = new Labels(table.schema(), names, zone);
    Column age = coalesce(labels.micros, lit(Long.MIN_VALUE)).as("micros");
    return table
        .select(
            Scalar.name(labels.schema, names.id()).as("labelId"),
            struct(age, labels.counting().as("label")).as("dated"))
        .filter(col("labelId").isNotNull().and(col("dated.label").isNotNull()))
        .groupBy("labelId")
        .agg(max("dated").as("newest"))
        .select(col("labelId"), col("newest.label").as("label"));
  }

  /** Of events that hold their own labels, the label; null where there is none that counts. */
  static Column own(StructType events, LabelAttributes names, ZoneId zone) {
    return new Labels(events, names, zone).counting().as("label");
  }

  private Column counting() {
    Column label = Scalar.value(schema, names.label());
    return names.asOf() == null ? label : when(micros.leq(EventTime.micros(names.asOf())), label);
  }
}
