package dev.sluice.job;

import static org.apache.spark.sql.functions.col;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.accuracy.Labels;
import dev.sluice.analytics.days.DayStates;
import dev.sluice.dataset.days.StoredDays;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.snapshot.DatedRows;
import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The days of the events whose labels have changed, where labels have a table of their own.
 *
 * @param rows the table of labels
 * @param events the table of events
 * @param eventNames the attributes of events
 */
record LabelDays(
    DatedRows rows,
    DatedRows events,
    EventAttributes eventNames,
    LabelAttributes names,
    ZoneId zone) {
  StoredDays.Labels snapshot() {
    return new StoredDays.Labels(rows.table(), rows.snapshotId());
  }

  /** Returns whether days that an earlier run has stored have labels of the same table. */
  boolean isOf(StoredDays.@Nullable Labels stored) {
    return stored != null && stored.table().equals(rows.table());
  }

  /**
   * Adds the days whose labels have changed to those whose events have; empty if they cannot be told. Of the events only
   * their ids are read.
   *
   * @param stored the days of an earlier run
   * @param wanted other days are not looked at
   */
  Optional<DaySpans> plus(DaySpans changed, StoredDays stored, DayRange wanted) {
    StoredDays.Labels labels = Objects.requireNonNull(stored.labels());
    return rows.earlier(labels.snapshotId(), stored.at())
        .map(before -> Labels.changedIds(before, rows.all(), names, zone))
        .map(ids -> plus(changed, ids, wanted));
  }

  private DaySpans plus(DaySpans changed, Dataset<Row> ids, DayRange wanted) {
    List<Row> found = Events.of(
            events.of(DaySpans.within(wanted)), eventNames, zone, events.day().as(DayStates.DAY))
        .select("id", DayStates.DAY)
        .join(ids, col("id").equalTo(col("labelId")), "left_semi")
        .select(DayStates.DAY)
        .distinct()
        .collectAsList();
    Set<LocalDate> days = new HashSet<>(changed.days());
    // a prediction without a readable time is in no figure of accuracy
    found.stream().filter(row -> !row.isNullAt(0)).forEach(row -> days.add(date(row.get(0))));
    return DaySpans.of(days, changed.undated());
  }

  /** A session decides which of the two types a date has. */
  private static LocalDate date(Object value) {
    return value instanceof Date date ? date.toLocalDate() : (LocalDate) value;
  }
}
