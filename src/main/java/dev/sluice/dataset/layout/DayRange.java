package dev.sluice.dataset.layout;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a table to read.
 *
 * @param first inclusive; null: from the earliest on
 * @param last inclusive
 */
public record DayRange(@Nullable LocalDate first, LocalDate last) {
  /** Returns whether a file holds items of earlier days only. */
  public boolean isAfter(String path) {
    return DayFolders.of(path)
        .filter(day -> first != null && day.isBefore(first))
        .isPresent();
  }

  /** Returns whether a file holds items of later days only. */
  public boolean isBefore(String path) {
    return DayFolders.of(path).filter(day -> day.isAfter(last)).isPresent();
  }

  /** Returns whether a file may hold items of these days, or undated ones. */
  public boolean mayBeIn(String path) {
    return !isAfter(path) && !isBefore(path);
  }
}
