package dev.sluice.dataset.days;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.dataset.run.FileEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The days of a table as a run has found them: {@code figures/<run-id>/days.json}.
 *
 * @param basis what the rows depend on besides the table: settings, and the form of the rows
 * @param table the table's name
 * @param snapshotId its snapshot
 * @param at the instant by which its rows counted as expired
 * @param labels the table of labels; null: there is none
 * @param made what figures were made of these days
 * @param days every day that has items; one without a date stands for items without a day
 * @param files name of figures → the files with the rows that they have computed
 */
public record StoredDays(
    String basis,
    String table,
    long snapshotId,
    Instant at,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Labels labels,
    Made made,
    List<Day> days,
    Map<String, List<FileEntry>> files) {
  public StoredDays {
    days = List.copyOf(days);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The snapshot of the table of labels. */
  public record Labels(String table, long snapshotId) {}

  /**
   * The figures that were made of the days.
   *
   * @param rules what they depend on besides the days and the last of them
   * @param first the first day that has figures; null: no bound
   * @param after the name of the figures whose days were continued; null: all days were computed
   * @param since the first day that was computed again; null: none was
   */
  public record Made(
      String rules,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate first,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String after,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate since) {}

  /**
   * One day.
   *
   * @param day null: items without a day
   * @param items their number
   * @param changesAt when they change although nothing has changed the table, in epoch seconds; null: never
   * @param states name of the figures that have its rows; null: it was counted only
   */
  public record Day(
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate day,
      long items,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long changesAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String states) {
    boolean isAsBefore(Instant now) {
      return changesAt == null || changesAt > now.getEpochSecond();
    }

    Day in(@Nullable String other) {
      return new Day(day, items, changesAt, other);
    }
  }

  /** Returns the names of the figures that have rows of these days. */
  public static Set<String> names(List<Day> days) {
    return days.stream()
        .map(Day::states)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the number of days whose rows were computed with these figures. */
  public long computedBy(String figures) {
    return days.stream().filter(day -> figures.equals(day.states())).count();
  }

  /** Returns the number of items dated before a day; 0 if there is none. */
  public long before(@Nullable LocalDate first) {
    return days.stream()
        .filter(day -> first != null && day.day() != null && day.day().isBefore(first))
        .mapToLong(Day::items)
        .sum();
  }

  /** Returns the number of items dated after a day. */
  public long after(LocalDate last) {
    return days.stream()
        .filter(day -> day.day() != null && day.day().isAfter(last))
        .mapToLong(Day::items)
        .sum();
  }
}
