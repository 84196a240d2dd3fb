package dev.sluice.dataset.layout;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a table to read.
 *
 * @param first inclusive; null: no lower bound
 * @param last inclusive
 */
public record DayRange(@Nullable LocalDate first, LocalDate last) {
  /** Returns whether a file contains only items of earlier days. */
  public boolean isAfter(String path) {
    return DayFolders.of(path)
        .filter(day -> first != null && day.isBefore(first))
        .isPresent();
  }

  /** Returns whether a file contains only items of later days. */
  public boolean isBefore(String path) {
    return DayFolders.of(path).filter(day -> day.isAfter(last)).isPresent();
  }

  /** Returns whether a file may contain items of these days, or undated ones. */
  public boolean mayBeIn(String path) {
    return !isAfter(path) && !isBefore(path);
  }
}
