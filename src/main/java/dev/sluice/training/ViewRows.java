package dev.sluice.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The view's rows before they are assigned to channels. They have {@code reason, id, key, alone, micros, order} (a hash
 * of the id), {@code values, statuses, invalid} (see {@link RowReader}), {@code typedLabel, typed0, …, labelMisfit,
 * misfits} (see {@link Items}), and {@code print0, print1}, hashes of the features.
 */
final class ViewRows {
  private final TrainingSettings settings;
  private final ViewColumns columns;
  private final Categories categories;

  ViewRows(TrainingSettings settings, ViewColumns columns, Categories categories) {
    this.settings = settings;
    this.columns = columns;
    this.categories = categories;
  }

  /** Returns the rows of the items from {@link Items#found}. */
  Dataset<Row> read(Dataset<Row> found) {
    List<Feature> read = columns.read();
    RowReader reader = new RowReader(read, categories.codes(), settings.missing());
    // non-deterministic, because Spark would call a deterministic function again for each column
    // taken from its result
    Column numbers = udf((UDF1<Row, Row>) reader::read, RowReader.TYPE)
        .asNondeterministic()
        .apply(columns.featureColumns());
    Column nothing = lit(null).cast(RowReader.TYPE);
    Dataset<Row> rows = found
        .withColumn("numbers", read.isEmpty() ? nothing : when(col("reason").isNull(), numbers))
        .select(kept().toArray(Column[]::new));
    return rows.withColumn("print0", xxhash64(features())).withColumn("print1", hash(features()));
  }

  private List<Column> kept() {
    List<Column> kept = new ArrayList<>(List.of(
        col("reason"),
        col("id"),
        col("key"),
        col("grouping").isNull().as("alone"),
        col("micros"),
        udf((UDF1<@Nullable String, @Nullable Long>) ViewRows::order, DataTypes.LongType)
            .apply(col("id"))
            .as("order"),
        col("numbers.values"),
        col("numbers.statuses"),
        col("numbers.invalid"),
        col("typedLabel"),
        columns.misfits().as("misfits")));
    for (int i = 0; i < columns.typed().size(); i++) {
      kept.add(col("typed" + i));
    }
    return kept;
  }

  private static @Nullable Long order(@Nullable String id) {
    return id == null ? null : SplitHash.order(id);
  }

  /** Returns the features as columns that Spark can hash. It does not hash maps. */
  private Column[] features() {
    List<Column> features = new ArrayList<>();
    if (!columns.numbers().isEmpty()) {
      features.add(columns.label() == null ? col("values") : columns.valuesWithoutLabel());
    }
    for (int i = 0; i < columns.typed().size(); i++) {
      features.add(to_json(struct(col("typed" + i))));
    }
    return features.toArray(Column[]::new);
  }
}
