package dev.sluice.job.settings;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.layout.DayColumn;
import java.time.ZoneId;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The day of an event.
 *
 * @param time path of the attribute
 * @param zone in which days begin
 * @param timeFormat as in {@link dev.sluice.analytics.EventAttributes}
 */
record EventDay(String time, ZoneId zone, @Nullable String timeFormat) implements DayColumn {
  @Override
  public Column of(StructType schema) {
    return Events.day(schema, time, zone, timeFormat);
  }
}
