package dev.sluice.analytics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;

/**
 * A half-open span of time, [start, end). A day or week has the length that the zone's clock changes give it; an hour
 * that a clock change repeats is one window of two hours, so that its label stays unique.
 *
 * @param label {@code 2026-10-19T13}, {@code 2026-10-19} or {@code 2026-W43}, by grain, in the configured zone
 */
public record Window(Grain grain, String label, Instant start, Instant end)
    implements Comparable<Window> {
  static final int DAYS_PER_WEEK = 7;

  private static final Comparator<Window> ORDER =
      Comparator.comparing(Window::grain).thenComparing(Window::start).thenComparing(Window::label);

  /** Returns the hour that begins at this local time. */
  public static Window hour(LocalDateTime start, ZoneId zone) {
    String label = "%sT%02d".formatted(start.toLocalDate(), start.getHour());
    Instant end = start.plusHours(1).atZone(zone).toInstant();
    return new Window(Grain.HOUR, label, start.atZone(zone).toInstant(), end);
  }

  /** Returns the window of a day. */
  public static Window day(LocalDate day, ZoneId zone) {
    return days(Grain.DAY, day.toString(), day, 1, zone);
  }

  /** Returns the ISO week of this day. */
  public static Window week(LocalDate day, ZoneId zone) {
    String label = "%04d-W%02d"
        .formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return days(Grain.WEEK, label, monday(day), DAYS_PER_WEEK, zone);
  }

  /** Returns the first day of this day's ISO week. */
  public static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** Orders by grain, then by time. */
  @Override
  public int compareTo(Window other) {
    return ORDER.compare(this, other);
  }

  private static Window days(Grain grain, String label, LocalDate first, int count, ZoneId zone) {
    return new Window(
        grain,
        label,
        first.atStartOfDay(zone).toInstant(),
        first.plusDays(count).atStartOfDay(zone).toInstant());
  }

  /** The length of a window, in the configured zone. */
  public enum Grain {
    HOUR,
    DAY,
    /** ISO week, Monday to Sunday. */
    WEEK,
    /** Any days together, merged when they are read; never a row of the summary table. */
    SPAN
  }
}
