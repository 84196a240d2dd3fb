package dev.sluice.dataset;

import dev.sluice.source.TableSource;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A table that was looked at and is to be read.
 *
 * @param schema of its files
 * @param byDay whether the rows have their day as one column more, and come in its order
 * @param rows to write, one input partition a piece
 */
record OpenTable(
    TableRead read,
    TableSource source,
    RunPlan.Table plan,
    StructType schema,
    boolean byDay,
    Dataset<Row> rows) {
  String name() {
    return plan.name();
  }

  /** The rows as {@link PieceWriter} wants them. */
  RDD<InternalRow> scanned() {
    return ScannedRows.of(rows);
  }
}
