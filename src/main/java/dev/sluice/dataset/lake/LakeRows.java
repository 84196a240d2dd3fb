package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows that figures and views have of a snapshot of an Iceberg table: those of items that are not marked as deleted,
 * and have not expired.
 *
 * @param ttl the attribute with the time at which items expire, in epoch seconds; null: none expires
 * @param at the instant by which items count as expired
 */
public record LakeRows(
    LakeName name, long snapshotId, @Nullable String ttl, Instant at) {
  /**
   * Returns the rows.
   *
   * @param columns the columns of the items, with type tags
   */
  public Dataset<Row> of(SparkSession spark, StructType columns) {
    Dataset<Row> all = spark.table(name.sqlOf(snapshotId));
    Dataset<Row> kept = all.filter(col(LakeColumns.DELETED_AT).isNull());
    Column expired = new ExpiredItems(ttl, at).in(all.schema());
    return TaggedRows.of(kept.filter(not(expired)), columns);
  }

  /** Returns the number of all rows of the snapshot. */
  public long count(SparkSession spark) {
    return spark.table(name.sqlOf(snapshotId)).count();
  }
}
