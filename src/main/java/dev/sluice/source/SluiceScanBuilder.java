package dev.sluice.source;

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

  @Override
  public void pruneColumns(StructType requiredSchema) {
    required = requiredSchema;
  }

  @Override
  public Scan build() {
    return new SluiceScan(handle, required);
  }
}
