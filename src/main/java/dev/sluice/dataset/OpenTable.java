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
 * @param schema of the table as a whole
 * @param shape of the rows and of the files
 * @param rows to write, one input partition a piece
 */
record OpenTable(
    TableRead read,
    TableSource source,
    RunPlan.Table plan,
    StructType schema,
    Shape shape,
    Dataset<Row> rows) {
  String name() {
    return plan.name();
  }

  /** The rows as {@link PieceWriter} wants them. */
  RDD<InternalRow> scanned() {
    return ScannedRows.of(rows);
  }
}
