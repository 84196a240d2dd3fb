package dev.sluice.dataset;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.NearestName;
import dev.sluice.sql.SqlCondition;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Of a table's rows those that are wanted, with the columns that are. */
final class ReadRows {
  private ReadRows() {}

  /**
   * Filters, then selects.
   *
   * @throws InvalidConfigurationException where the filter is no condition on the table's columns, or a column is unknown
   */
  static Dataset<Row> of(TableRead read, Dataset<Row> all) {
    return selected(read, filtered(read, all));
  }

  private static Dataset<Row> filtered(TableRead read, Dataset<Row> rows) {
    SqlCondition condition = condition(read);
    if (condition == null) {
      return rows;
    }
    List<ConfigError> faults = condition.errors(rows.sparkSession(), rows.schema());
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
    return condition.filter(rows);
  }

  /** What tells which rows are wanted; null: all are. */
  static @Nullable SqlCondition condition(TableRead read) {
    return read.filter() == null ? null : new SqlCondition(filterKey(read), read.filter());
  }

  /** What a filter was made of. */
  private static String filterKey(TableRead read) {
    return read.role() == Role.EXPERIMENTS ? "sluice.experiments.statuses" : "sluice.source.filter";
  }

  private static Dataset<Row> selected(TableRead read, Dataset<Row> rows) {
    if (read.columns().isEmpty()) {
      return rows;
    }
    List<String> unknown = new ArrayList<>(read.columns());
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
    read.columns().forEach(name -> kept.add(SqlNames.column(name)));
    kept.add(OverflowOf.columns(read.columns()));
    return rows.select(kept.toArray(Column[]::new));
  }
}
