package dev.sluice.dataset.lake;

import dev.sluice.change.ChangeColumn;
import dev.sluice.decode.OverflowWithin;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.item.OverflowColumn;
import dev.sluice.sql.SqlCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The part of a DynamoDB table that its Iceberg table has.
 *
 * @param deleted decides what becomes of rows whose items DynamoDB has deleted
 * @param columns the attributes that it has; empty: all
 * @param filter a condition on items; others are not in the table; null: all are
 * @param settings the settings that decide it, key by key: with others the table is not continued
 */
public record LakeRead(
    LakeName name,
    LakeLayout layout,
    DeletedItems deleted,
    List<String> columns,
    @Nullable SqlCondition filter,
    Map<String, String> settings) {
  public LakeRead {
    columns = List.copyOf(columns);
    settings = Map.copyOf(settings);
  }

  /**
   * Returns the origin of the table's rows.
   *
   * @param tableId DynamoDB's id of the table; empty if it is not known
   */
  LakeIdentity identity(String tableArn, String tableId) {
    return new LakeIdentity(tableArn, tableId, layout.keys(), settings);
  }

  /** Returns the columns that the table has of those that were found. */
  public StructType kept(StructType found) {
    return LakeColumns.ofItems(new StructType(Arrays.stream(found.fields())
        .filter(field -> columns.isEmpty()
            || field.name().equals(OverflowColumn.NAME)
            || columns.contains(field.name()))
        .toArray(StructField[]::new)));
  }

  /** Returns rows without what overflowed of attributes that the table does not have. */
  Dataset<Row> kept(Dataset<Row> rows) {
    if (columns.isEmpty()) {
      return rows;
    }
    List<List<String>> paths = new ArrayList<>();
    columns.forEach(name -> paths.add(List.of(name)));
    // it tells where the day of the old image is
    paths.add(List.of(ChangeColumn.OLD.column()));
    return rows.withColumn(OverflowColumn.NAME, OverflowWithin.column(paths));
  }

  /**
   * Returns the items that the table has.
   *
   * @throws InvalidConfigurationException if the filter is not a condition on the table's columns
   */
  Dataset<Row> filtered(Dataset<Row> items) {
    checkFilter(items.sparkSession(), items.schema());
    return filter == null ? items : filter.filter(items);
  }

  /**
   * Checks the filter.
   *
   * @param columns those that the table has of its items
   * @throws InvalidConfigurationException if it is not a condition on them
   */
  public void checkFilter(SparkSession spark, StructType columns) {
    List<ConfigError> errors = filter == null ? List.of() : filter.errors(spark, columns);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }
}
