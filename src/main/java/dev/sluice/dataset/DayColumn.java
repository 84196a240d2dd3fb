package dev.sluice.dataset;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Tells the day of an item. */
@FunctionalInterface
public interface DayColumn extends Serializable {
  /**
   * A column of the day, {@code 2026-10-19}; null for items without one.
   *
   * @param schema of the table's rows
   */
  Column of(StructType schema);
}
