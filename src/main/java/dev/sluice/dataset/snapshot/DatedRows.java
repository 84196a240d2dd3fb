package dev.sluice.dataset.snapshot;

import static org.apache.spark.sql.functions.col;

import dev.sluice.dataset.lake.LakeColumns;
import dev.sluice.dataset.layout.DaySpans;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The rows of a table of a snapshot that can be read by the day of the event. */
public final class DatedRows {
  private final SparkSession spark;
  private final IcebergRows rows;
  private final StructType columns;

  DatedRows(SparkSession spark, IcebergRows rows, StructType columns) {
    this.spark = spark;
    this.rows = rows;
    this.columns = columns;
  }

  /** Returns the table's name, and what else decides which of its rows count. */
  public String table() {
    return String.join(
        "\n",
        rows.entry().catalog(),
        rows.entry().namespace(),
        rows.entry().table(),
        rows.entry().ttl() + "");
  }

  /** Returns the id of the table's snapshot. */
  public long snapshotId() {
    return rows.entry().snapshotId();
  }

  /** Returns the instant by which rows count as expired. */
  public Instant at() {
    return rows.at();
  }

  /** Returns all rows. */
  public Dataset<Row> all() {
    return rows.of(spark, columns);
  }

  /**
   * Returns the rows of an earlier snapshot of the table, in the columns of this one; empty if it has expired.
   *
   * @param then the instant by which rows counted as expired
   */
  public Optional<Dataset<Row>> earlier(long earlierId, Instant then) {
    return rows.earlier(spark, earlierId, then, columns);
  }

  /** Returns the rows of some days. No files of other days are read. */
  public Dataset<Row> of(DaySpans days) {
    return rows.of(spark, columns, days);
  }

  /** Returns the column of these rows that has their day; null: they have none. */
  public Column day() {
    return col(LakeColumns.DAY);
  }

  /** Returns a column of these rows: the time, in epoch seconds, at which a row will count as expired; null: never. */
  public Column changesAt() {
    return rows.changesAt(spark, columns);
  }

  /**
   * Returns the number of rows by day.
   *
   * @param day the name of the column of the day
   * @param items the name of the column of their number
   * @param changesAt the name of the column of the least time of {@link #changesAt}
   */
  public Dataset<Row> counts(DaySpans days, String day, String items, String changesAt) {
    return rows.counts(spark, days, day, items, changesAt);
  }

  /**
   * Returns the days in which an earlier snapshot of the table may have other rows; empty if they cannot be told, because
   * it has expired or the table is not divided by day.
   */
  public Optional<DaySpans> changedSince(long earlier) {
    return rows.changedSince(spark, earlier);
  }
}
