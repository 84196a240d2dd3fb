package dev.sluice.job.settings;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.DayColumn;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The day of an event.
 *
 * @param time path of the attribute
 * @param zone in which days begin
 */
record EventDay(String time, ZoneId zone) implements DayColumn {
  @Override
  public Column of(StructType schema) {
    return Events.day(schema, time, zone);
  }
}
