package dev.sluice.dataset.lake;

import dev.sluice.dataset.layout.DayColumn;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The attributes by which rows are found and laid out.
 *
 * @param keys the attributes of the primary key, the partition key first
 * @param day how the table is divided by day; null: it is divided by a hash of the partition key
 */
public record LakeLayout(List<String> keys, @Nullable EventDays day) {
  public LakeLayout {
    keys = List.copyOf(keys);
  }

  /**
   * The division by day.
   *
   * @param time the path of the attribute with the time
   * @param column computes the day of an item
   */
  public record EventDays(String time, DayColumn column) implements Serializable {
    /** Returns the name of the attribute itself, as far as the path's first dot. */
    String attribute() {
      int dot = time.indexOf('.');
      return dot < 0 ? time : time.substring(0, dot);
    }
  }

  /** Returns the day of items with these columns; null for items without one. */
  Column dayOf(StructType items) {
    return (day == null ? functions.lit(null) : day.column().of(items)).cast(DataTypes.DateType);
  }

  /** Returns whether an item's key tells its day, so that the day never changes. */
  boolean isDayInKey() {
    return day != null && keys.contains(day.time());
  }
}
