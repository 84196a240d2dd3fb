package dev.sluice.dataset.layout;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** The column that gives the day of an item. */
@FunctionalInterface
public interface DayColumn extends Serializable {
  /**
   * Returns a column of days, {@code 2026-10-19}; null for items without one.
   *
   * @param schema the schema of the table's rows
   */
  Column of(StructType schema);
}
