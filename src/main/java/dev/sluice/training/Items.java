package dev.sluice.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.ScalarText;
import dev.sluice.analytics.accuracy.Labels;
import dev.sluice.sql.SqlCondition;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row for the view from each item of a table:
 *
 * <ul>
 *   <li>{@code id}, string; {@code micros}, long, its time; null if there is none
 *   <li>{@code reason} for leaving the item out; null: it is not left out
 *   <li>{@code grouping}, string, null if there is none; {@code key}: the text whose hash decides the channel
 *   <li>{@code label} and {@code feature0}, …: {@link FeatureColumn}s of the label and of the features that become
 *       numbers
 *   <li>{@code typedLabel} and {@code labelMisfit} if the label stays typed
 *   <li>{@code typed0}, …: the features that stay typed; {@code misfits}, an array: for each the value that its column
 *       does not hold, as DynamoDB JSON; null if the column holds it
 * </ul>
 */
final class Items {
  /** The reasons for leaving an item out. */
  static final String FILTERED = "filtered";

  static final String UNNAMED = "unnamed";
  static final String UNDATED = "undated";
  static final String UNLABELLED = "unlabelled";

  private final TrainingSettings settings;
  private final EventAttributes events;
  private final LabelAttributes labels;
  private final ZoneId zone;
  private final Dataset<Row> table;
  private final StructType schema;
  private final ViewColumns columns;

  Items(
      TrainingSettings settings,
      EventAttributes events,
      LabelAttributes labels,
      ZoneId zone,
      Dataset<Row> table,
      ViewColumns columns) {
    this.settings = settings;
    this.events = events;
    this.labels = labels;
    this.zone = zone;
    this.table = table;
    this.schema = table.schema();
    this.columns = columns;
  }

  /** Returns the ids of all items; null for an item without id. */
  Dataset<Row> ids() {
    return table.select(id());
  }

  /**
   * Returns the items before their features are read as numbers.
   *
   * @param labelTable the table of labels; null: labels are attributes of the items
   */
  Dataset<Row> found(@Nullable Dataset<Row> labelTable) {
    Dataset<Row> items = table.select(parts(labelTable == null).toArray(Column[]::new));
    if (settings.label() == null && labelTable != null) {
      Dataset<Row> newest =
          Labels.newest(labelTable, labels, zone).withColumnRenamed("label", "labelValue");
      items = items.join(newest, col("id").equalTo(col("labelId")), "left");
    }
    if (settings.label() == null) {
      items = items
          .withColumn("labelText", col("labelValue.text"))
          .withColumn("label", FeatureColumn.joined(col("labelValue")))
          .withColumn("typedLabel", TypedColumns.label(labelType(labelTable)))
          .withColumn("labelMisfit", when(col("typedLabel").isNull(), col("labelText")));
    }
    return items
        .withColumn("reason", reason())
        .withColumn("key", coalesce(col("grouping"), col("id")));
  }

  private DataType labelType(@Nullable Dataset<Row> labelTable) {
    StructType of = labelTable == null ? schema : labelTable.schema();
    return Located.of(of, labels.label())
        .filter(found -> !found.inText())
        .map(Located::type)
        .orElse(DataTypes.StringType);
  }

  private Column id() {
    return ScalarText.name(schema, events.id()).as("id");
  }

  private List<Column> parts(boolean ownLabels) {
    TypedColumns typed = new TypedColumns(schema);
    List<Column> parts = new ArrayList<>();
    parts.add(id());
    parts.add(nameOrNull(settings.split().group()).as("grouping"));
    parts.add(new EventTime(zone, events.timeFormat())
        .micros(Attribute.column(schema, events.time()))
        .as("micros"));
    parts.add(kept().as("kept"));
    List<String> label = columns.labelNames();
    if (label != null) {
      parts.add(FeatureColumn.column(schema, label, false).as("label"));
      parts.add(typed.value(label).as("typedLabel"));
      parts.add(typed.misfit(label).as("labelMisfit"));
    } else if (ownLabels) {
      parts.add(Labels.own(schema, labels, zone).as("labelValue"));
    }
    for (int i = 0; i < columns.numbers().size(); i++) {
      Feature feature = columns.numbers().get(i);
      parts.add(
          FeatureColumn.column(schema, feature.names(), feature.range() != null).as("feature" + i));
    }
    for (int i = 0; i < columns.typed().size(); i++) {
      parts.add(typed.value(columns.typed().get(i).names()).as("typed" + i));
    }
    parts.add(typed.misfits(columns.typed()).as("misfits"));
    return parts;
  }

  private Column kept() {
    SqlCondition filter = settings.condition();
    return filter == null ? lit(true) : coalesce(filter.over(table), lit(false));
  }

  private Column nameOrNull(@Nullable String path) {
    return path == null ? lit(null).cast(DataTypes.StringType) : ScalarText.name(schema, path);
  }

  private Column reason() {
    Column unlabelled = col("label").isNull().or(col("label.type").equalTo("NULL"));
    Column reason = when(not(col("kept")), lit(FILTERED)).when(col("id").isNull(), lit(UNNAMED));
    return (settings.split().by() == SplitSettings.By.TIME
            ? reason.when(col("micros").isNull(), lit(UNDATED))
            : reason)
        .when(unlabelled, lit(UNLABELLED));
  }
}
