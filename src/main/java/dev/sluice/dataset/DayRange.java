package dev.sluice.dataset;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days of a table to read.
 *
 * @param first null: as early as there are
 * @param last included
 */
public record DayRange(@Nullable LocalDate first, LocalDate last) {
  /** Whether a file holds items of earlier days only. */
  boolean isAfter(String path) {
    return DayFolders.of(path)
        .filter(day -> first != null && day.isBefore(first))
        .isPresent();
  }

  /** Whether a file holds items of later days only. */
  boolean isBefore(String path) {
    return DayFolders.of(path).filter(day -> day.isAfter(last)).isPresent();
  }

  /** Whether a file may hold items of these days, or undated ones. */
  boolean mayBeIn(String path) {
    return !isAfter(path) && !isBefore(path);
  }
}
