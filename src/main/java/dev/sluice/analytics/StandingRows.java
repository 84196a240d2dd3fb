package dev.sluice.analytics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of earlier figures of the same events that hold still, because nothing has changed in the days that they rest on.
 * They would be computed again as they are.
 *
 * @param until rows of windows that end before this day hold; null: none do
 */
public record StandingRows(
    @Nullable LocalDate until, List<LatencyFigures> latency, List<AccuracyFigures> accuracy) {
  /** No rows. */
  public static final StandingRows NONE = new StandingRows(null, List.of(), List.of());

  /** The days that a row may rest on, its own included. */
  private static final int DAYS = 28;

  public StandingRows {
    latency = List.copyOf(latency);
    accuracy = List.copyOf(accuracy);
  }

  /** Returns whether the row of a window need not be computed. */
  public boolean hold(Window window, ZoneId zone) {
    return until != null && !window.end().isAfter(until.atStartOfDay(zone).toInstant());
  }

  /** Returns whether rows that must be computed rest on a day. */
  public boolean leave(LocalDate day) {
    return until == null
        || !day.isBefore(until.minusDays(DAYS - 1L))
        || !day.isBefore(Window.monday(until));
  }
}
