package dev.sluice.source;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A DynamoDB table, as Spark sees it. */
final class SluiceTable implements SupportsRead {
  private final TableHandle handle;

  SluiceTable(TableHandle handle) {
    this.handle = handle;
  }

  @Override
  public String name() {
    return "dynamodb:" + handle.description().name();
  }

  // Spark 4 would have columns() instead; this one still works there.
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return handle.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new SluiceScanBuilder(handle);
  }
}
