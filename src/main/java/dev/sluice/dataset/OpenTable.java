package dev.sluice.dataset;

import dev.sluice.source.TableSource;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * A table that was looked at and is to be read.
 *
 * @param rows to write, one input partition a piece
 * @param days by which they are laid out; null: they are not
 */
record OpenTable(
    TableRead read,
    TableSource source,
    RunPlan.Table plan,
    Dataset<Row> rows,
    @Nullable DayColumn days) {
  String name() {
    return plan.name();
  }

  /** The rows as {@link PieceWriter} wants them. */
  RDD<InternalRow> scanned() {
    return ScannedRows.of(days == null ? rows : DayFolders.sorted(rows, days));
  }
}
