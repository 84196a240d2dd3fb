package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.sluice.dataset.layout.DaySpans;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
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
   * @throws dev.sluice.failure.ResourceUnavailableException if the snapshot has expired
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
    Dataset<Row> all = all(spark);
    return all.filter(days.has(col(LakeColumns.DAY)))
        .filter(col(LakeColumns.DELETED_AT).isNull())
        .filter(not(expired().in(all.schema())));
  }

  private ExpiredItems expired() {
    return new ExpiredItems(ttl, at);
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

  /** Returns the time, in epoch seconds, at which one of the rows will count as expired; null: never. */
  public Column changesAt(StructType columns) {
    return expired().next(columns);
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
