package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Role;
import dev.sluice.decode.OverflowWithin;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.NearestName;
import dev.sluice.item.OverflowColumn;
import dev.sluice.sql.SqlCondition;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The filter and the columns of a read.
 *
 * @param role names the setting that holds the filter
 * @param filter a Spark SQL condition; null: all rows are kept
 * @param columns top-level attributes to keep; empty: all
 */
record ReadRows(Role role, @Nullable String filter, List<String> columns) {
  /**
   * Filters the rows, then selects the columns.
   *
   * @throws InvalidConfigurationException if the filter is not a condition on the table's columns, or a column is
   *     unknown
   */
  Dataset<Row> of(Dataset<Row> all) {
    return selected(filtered(all));
  }

  private Dataset<Row> filtered(Dataset<Row> rows) {
    SqlCondition condition = condition();
    if (condition == null) {
      return rows;
    }
    List<ConfigError> errors = condition.errors(rows.sparkSession(), rows.schema());
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    return condition.filter(rows);
  }

  /** Returns the filter; null if all rows are kept. */
  @Nullable
  SqlCondition condition() {
    return filter == null ? null : new SqlCondition(filterKey(), filter);
  }

  private String filterKey() {
    return role == Role.EXPERIMENTS ? "sluice.experiments.statuses" : "sluice.source.filter";
  }

  /** Returns the columns that are kept. */
  static StructType kept(StructType schema, List<String> columns) {
    return new StructType(Arrays.stream(schema.fields())
        .filter(field -> columns.isEmpty() || columns.contains(field.name()))
        .toArray(StructField[]::new));
  }

  private Dataset<Row> selected(Dataset<Row> rows) {
    if (columns.isEmpty()) {
      return rows;
    }
    List<String> unknown = new ArrayList<>(columns);
    unknown.removeAll(Arrays.asList(rows.columns()));
    if (!unknown.isEmpty()) {
      throw new InvalidConfigurationException(unknown.stream()
          .map(name -> new ConfigError(
              "sluice.source.columns",
              name,
              "is an attribute that no sampled item has",
              NearestName.sentence(name, Arrays.asList(rows.columns()))))
          .toList());
    }
    List<Column> kept = new ArrayList<>();
    columns.forEach(name -> kept.add(SqlNames.column(name)));
    kept.add(overflow(columns));
    return rows.select(kept.toArray(Column[]::new));
  }

  /** Returns the overflow of these attributes. A value that its column cannot hold is kept together with the column. */
  private static Column overflow(List<String> names) {
    return OverflowWithin.column(names.stream().map(List::of).toList()).as(OverflowColumn.NAME);
  }
}
