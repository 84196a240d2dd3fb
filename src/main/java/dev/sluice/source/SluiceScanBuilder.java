package dev.sluice.source;

import dev.sluice.decode.Marks;
import java.util.Arrays;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark what it needs of the table, and makes the scan. */
final class SluiceScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
  private final TableHandle handle;
  private StructType required;

  SluiceScanBuilder(TableHandle handle) {
    this.handle = handle;
    this.required = handle.schema();
  }

  /** All columns where the overflow is wanted: what a column holds is not in it, asked for or not. */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    boolean overflow = Arrays.asList(requiredSchema.fieldNames()).contains(Marks.OVERFLOW);
    required = overflow ? handle.schema() : requiredSchema;
  }

  @Override
  public Scan build() {
    return new SluiceScan(handle, required);
  }
}
