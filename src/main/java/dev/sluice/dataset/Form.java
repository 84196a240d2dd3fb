package dev.sluice.dataset;

import dev.sluice.decode.ColumnMetadata;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * What rows of one kind become: their folder and their columns. A task's own, as its decoder is.
 *
 * @param kind of item; empty too where kinds are not told apart
 * @param folder within the table, with a slash at its end; empty: the table's own
 * @param schema of the files
 * @param plain columns written without a dictionary
 * @param reading of the scan's row the one to write, good until the next is read
 */
record Form(
    String kind,
    String folder,
    StructType schema,
    List<String> plain,
    UnaryOperator<InternalRow> reading) {
  InternalRow read(InternalRow scanned) {
    return reading.apply(scanned);
  }

  /** Where the overflow is; negative: nowhere. */
  int overflowAt() {
    return List.of(schema.fieldNames()).indexOf(ColumnMetadata.OVERFLOW);
  }
}
