package dev.sluice.dataset.layout;

import dev.sluice.dataset.run.FileEntry;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Folders of days within a table, named as in Hive: {@code day=2026-10-19/}. Because of the folders that are not days,
 * readers treat the names as text.
 */
public final class DayFolders {
  /** The folder of items without a readable time. */
  public static final String UNDATED = "undated";

  /** The folder of all days that do not have their own folder. */
  public static final String OTHER = "other";

  /** The largest number of folders of days in one chunk: nearly three years. */
  public static final int MAX_OWN = 1_000;

  /** The smallest number of rows for a day to have its own folder, in a chunk with more days than that. */
  private static final int MIN_ROWS = 10;

  private static final String DATED = "day=";

  private DayFolders() {}

  /** Returns the rows with their day as an additional last column. */
  public static Dataset<Row> dated(Dataset<Row> rows, DayColumn days) {
    String name = DATED;
    while (Arrays.asList(rows.columns()).contains(name)) {
      name += "=";
    }
    return rows.withColumn(name, days.of(rows.schema()));
  }

  /** Returns a copy of the day of such a row; null if it has none. */
  public static @Nullable UTF8String day(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal).copy();
  }

  /** Returns whether such a row has this day. */
  public static boolean isOf(@Nullable UTF8String day, InternalRow row, int ordinal) {
    return row.isNullAt(ordinal)
        ? day == null
        : day != null && row.getUTF8String(ordinal).equals(day);
  }

  /**
   * Returns the days with their own folders: all days, or if there are too many, those with the most rows; of equal
   * counts the latest first.
   *
   * @param rows day → the number of its rows
   * @param most the largest number of such days
   */
  public static Set<UTF8String> own(Map<UTF8String, Long> rows, int most) {
    Comparator<Map.Entry<UTF8String, Long>> byRows = Map.Entry.comparingByValue();
    return rows.size() <= most
        ? rows.keySet()
        : rows.entrySet().stream()
            .filter(day -> day.getValue() >= MIN_ROWS)
            .sorted(byRows.thenComparing(Map.Entry.comparingByKey()).reversed())
            .limit(most)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  /** Returns the name of the folder of a day, without a slash. */
  public static String folder(String key, @Nullable UTF8String day, Set<UTF8String> own) {
    return key + "=" + (day == null ? UNDATED : own.contains(day) ? day.toString() : OTHER);
  }

  /**
   * Returns the day of a file's folder; empty if the file is in no such folder, or in that of undated rows or of other
   * days.
   */
  static Optional<LocalDate> of(String path) {
    String folder = folder(path);
    try {
      return Optional.of(LocalDate.parse(folder.substring(folder.indexOf('=') + 1)));
    } catch (DateTimeParseException many) {
      return Optional.empty();
    }
  }

  /** Counts the rows in the folders of this name. */
  public static long rows(Collection<FileEntry> files, String folder) {
    return files.stream()
        .filter(file -> folder(file.path()).equals(folder))
        .mapToLong(FileEntry::rows)
        .sum();
  }

  private static String folder(String path) {
    List<String> names = List.of(path.split("/", -1));
    return names.size() < 2 ? "" : names.get(names.size() - 2);
  }
}
