package dev.sluice.dataset;

import dev.sluice.source.TableSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table that was looked at and is to be read.
 *
 * @param rows to write, one input partition a piece
 */
record OpenTable(TableRead read, TableSource source, RunPlan.Table plan, Dataset<Row> rows) {
  String name() {
    return plan.name();
  }
}
