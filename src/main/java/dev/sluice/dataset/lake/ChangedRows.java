package dev.sluice.dataset.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows to be merged into a table. Cached until they are closed. */
interface ChangedRows extends AutoCloseable {
  /** Returns what becomes of them. */
  ChangeCounts counts();

  /** Returns the name of the column with the word of the {@link RowAction}. */
  String action();

  /** Returns those that change the table: rows to insert, and rows for those that it has, of which the key is enough. */
  Dataset<Row> effective();

  /** Returns the days of the table's rows that change. */
  DaySet touched();

  /** Returns whether the table then is what all items say, so that no row is on another day than its item. */
  default boolean isWhole() {
    return false;
  }

  @Override
  void close();
}
