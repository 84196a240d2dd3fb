package dev.sluice.dataset.parquet;

import org.apache.parquet.column.ColumnWriter;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Writes single values into their column. */
final class ValueWriter extends FieldWriter {
  private final ColumnWriter column;
  private final Transfer transfer;

  /** Reads a value of one type and hands it to the column, without boxing it. */
  interface Transfer {
    void write(
        SpecializedGetters values, int ordinal, ColumnWriter column, int repetition, int level);
  }

  ValueWriter(String path, int definition, ColumnWriter column, Transfer transfer) {
    super(path, definition);
    this.column = column;
    this.transfer = transfer;
  }

  @Override
  void write(SpecializedGetters values, int ordinal, int repetition) {
    transfer.write(values, ordinal, column, repetition, definition);
  }

  @Override
  void writeMissing(int repetition, int level) {
    column.writeNull(repetition, level);
  }
}
