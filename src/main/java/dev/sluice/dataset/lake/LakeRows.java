package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.sql.SqlNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
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

  /** A time in epoch seconds that no run will see. */
  private static final long MAX_TIME = 1_000_000_000_000L;

  /**
   * Returns the rows.
   *
   * @param columns the columns of the items, with type tags
   */
  public Dataset<Row> of(SparkSession spark, StructType columns) {
    return TaggedRows.of(kept(spark, DaySpans.ALL), columns);
  }

  /**
   * Returns the rows of some days, with {@link LakeColumns#DAY}. No files of other days are read.
   *
   * @param columns the columns of the items, with type tags
   */
  public Dataset<Row> of(SparkSession spark, StructType columns, DaySpans days) {
    return TaggedRows.of(kept(spark, days), columns.add(LakeColumns.DAY, DataTypes.DateType));
  }

  private Dataset<Row> kept(SparkSession spark, DaySpans days) {
    Dataset<Row> all = spark.table(name.sqlOf(snapshotId));
    Dataset<Row> kept =
        all.filter(days.has(col(LakeColumns.DAY))).filter(col(LakeColumns.DELETED_AT).isNull());
    Column expired = expired(all.schema());
    return expired == null ? kept : kept.filter(expired.equalTo(false));
  }

  /**
   * Returns the number of rows by day.
   *
   * @param day the name of the column of the day
   * @param items the name of the column of their number
   * @param changesAt the name of the column of the least time of {@link #changesAt}
   */
  public Dataset<Row> counts(
      SparkSession spark, DaySpans days, String day, String items, String changesAt) {
    Dataset<Row> rows = kept(spark, days);
    return rows.groupBy(col(LakeColumns.DAY).as(day))
        .agg(functions.count(lit(1)).as(items), min(changesAt(rows.schema())).as(changesAt));
  }

  /**
   * Returns the time, in epoch seconds, at which one of the rows will count as expired; null: never. That DynamoDB takes a
   * time of five years ago for a mistake is left out: by then it has deleted the item.
   */
  public Column changesAt(StructType columns) {
    if (ttl == null || !hasTtl(columns)) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column time = SqlNames.column(ttl);
    Column second = ceil(time).cast(DataTypes.LongType);
    return when(time.gt(at.getEpochSecond()).and(time.leq(lit(MAX_TIME))), second);
  }

  private boolean hasTtl(StructType schema) {
    return ttl != null
        && Arrays.asList(schema.fieldNames()).contains(ttl)
        && schema.apply(ttl).dataType() instanceof NumericType;
  }

  private @Nullable Column expired(StructType schema) {
    if (ttl == null || !hasTtl(schema)) {
      return null;
    }
    Column time = SqlNames.column(ttl);
    return coalesce(
        time.leq(at.getEpochSecond()).and(time.gt(at.minus(MAX_AGE).getEpochSecond())), lit(false));
  }

  /** Returns the number of all rows of the snapshot. */
  public long count(SparkSession spark) {
    return spark.table(name.sqlOf(snapshotId)).count();
  }
}
