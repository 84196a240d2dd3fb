package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.lake.IcebergLibrary;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeColumns;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeRows;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.run.Manifest;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
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

  /** Returns the rows of some days, with {@link LakeColumns#DAY}. */
  Dataset<Row> of(SparkSession spark, StructType columns, DaySpans days) {
    return rows(spark).of(spark, columns, days);
  }

  /** Returns the number of rows by {@link LakeColumns#DAY}; see {@link LakeRows#counts}. */
  Dataset<Row> counts(
      SparkSession spark, DaySpans days, String day, String items, String changesAt) {
    return rows(spark).counts(spark, days, day, items, changesAt);
  }

  /** See {@link LakeRows#changesAt}. */
  Column changesAt(SparkSession spark, StructType columns) {
    return rows(spark).changesAt(columns);
  }

  /** Returns the days in which an earlier snapshot may have other rows; empty if they cannot be told. */
  Optional<DaySpans> changedSince(SparkSession spark, long earlier) {
    LakeName name = rows(spark).name();
    return LakeCatalog.open(spark, name.catalog()).changed(name, earlier, entry.snapshotId());
  }

  /**
   * Returns the rows of an earlier snapshot of the table, as they counted then; empty if it has expired.
   *
   * @param then the instant by which items counted as expired
   */
  Optional<Dataset<Row>> earlier(
      SparkSession spark, long snapshotId, Instant then, StructType columns) {
    LakeName name = rows(spark).name();
    return LakeCatalog.open(spark, name.catalog()).has(name, snapshotId)
        ? Optional.of(new LakeRows(name, snapshotId, entry.ttl(), then).of(spark, columns))
        : Optional.empty();
  }

  private LakeRows rows(SparkSession spark) {
    IcebergLibrary.check(spark);
    LakeSettings.configure(spark, entry.catalog(), entry.warehouse());
    LakeName name = new LakeName(entry.catalog(), entry.namespace(), entry.table());
    return new LakeRows(name, entry.snapshotId(), entry.ttl(), at);
  }
}
