package dev.sluice.dataset;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days of a table to read.
 *
 * @param first null: as early as there are
 * @param last included
 */
public record DaySpan(@Nullable LocalDate first, LocalDate last) {
  /** Whether a file may hold items of these days, or undated ones. */
  boolean mayBeIn(String path) {
    return DayFolders.of(path)
        .map(day -> !day.isAfter(last) && (first == null || !day.isBefore(first)))
        .orElse(true);
  }
}
