package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.lake.IcebergLibrary;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeRows;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.run.Manifest;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a table in Iceberg, as the manifest names them.
 *
 * @param at the instant by which items count as expired
 */
record IcebergRows(Manifest.Iceberg entry, Instant at) {
  static IcebergRows of(Manifest.Iceberg entry, Instant at) {
    return new IcebergRows(entry, at);
  }

  Dataset<Row> of(SparkSession spark, StructType columns) {
    return rows(spark).of(spark, columns);
  }

  /** Returns the number of all rows. */
  long count(SparkSession spark) {
    return rows(spark).count(spark);
  }

  private LakeRows rows(SparkSession spark) {
    IcebergLibrary.check(spark);
    LakeSettings.configure(spark, entry.catalog(), entry.warehouse());
    LakeName name = new LakeName(entry.catalog(), entry.namespace(), entry.table());
    return new LakeRows(name, entry.snapshotId(), entry.ttl(), at);
  }
}
