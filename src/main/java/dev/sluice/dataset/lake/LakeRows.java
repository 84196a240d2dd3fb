package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.sql.SqlNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.NumericType;
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
  /** DynamoDB takes an earlier time for a mistake. */
  private static final Duration MAX_AGE = Duration.ofDays(5 * 365);

  /**
   * Returns the rows.
   *
   * @param columns the columns of the items, with type tags
   * @throws dev.sluice.failure.ResourceUnavailableException if the snapshot has expired
   */
  public Dataset<Row> of(SparkSession spark, StructType columns) {
    Dataset<Row> all = all(spark);
    Dataset<Row> kept = all.filter(col(LakeColumns.DELETED_AT).isNull());
    Column expired = expired(all.schema());
    return TaggedRows.of(expired == null ? kept : kept.filter(expired.equalTo(false)), columns);
  }

  private @Nullable Column expired(StructType schema) {
    boolean isNumber = ttl != null
        && Arrays.asList(schema.fieldNames()).contains(ttl)
        && schema.apply(ttl).dataType() instanceof NumericType;
    if (ttl == null || !isNumber) {
      return null;
    }
    Column time = SqlNames.column(ttl);
    return coalesce(
        time.leq(at.getEpochSecond()).and(time.gt(at.minus(MAX_AGE).getEpochSecond())), lit(false));
  }

  /** Returns the number of all rows of the snapshot. */
  public long count(SparkSession spark) {
    return all(spark).count();
  }

  private Dataset<Row> all(SparkSession spark) {
    LakeCatalog.open(spark, name.catalog()).mustHave(name, snapshotId);
    return spark.table(name.sqlOf(snapshotId));
  }
}
