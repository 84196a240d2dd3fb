package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
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

/** Folders of days within a table, named as Hive names them: {@code day=2026-10-19/}. Readers take the others for text. */
final class DayFolders {
  /** Of items without a readable time. */
  static final String UNDATED = "undated";

  /** Of the days beyond those that have folders of their own. */
  static final String OTHER = "other";

  /** Folders of their own in one chunk: nearly three years. */
  static final int MAX_OWN = 1_000;

  /** Of a chunk with more days than that: fewer items of a day are not worth a file. */
  private static final int MIN_ROWS = 10;

  private static final String DATED = "day=";

  private DayFolders() {}

  /** The rows with their day as one column more, the last. */
  static Dataset<Row> dated(Dataset<Row> rows, DayColumn days) {
    String name = DATED;
    while (Arrays.asList(rows.columns()).contains(name)) {
      name += "=";
    }
    return rows.withColumn(name, days.of(rows.schema()));
  }

  /** The day of such a row, to be kept. */
  static @Nullable UTF8String day(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal).copy();
  }

  /** Whether such a row is of this day. */
  static boolean isOf(@Nullable UTF8String day, InternalRow row, int ordinal) {
    return row.isNullAt(ordinal)
        ? day == null
        : day != null && row.getUTF8String(ordinal).equals(day);
  }

  /** The days with folders of their own: all, or of too many those with the most rows, of equals the latest. */
  static Set<UTF8String> own(Map<UTF8String, Long> rows) {
    Comparator<Map.Entry<UTF8String, Long>> most = Map.Entry.comparingByValue();
    return rows.size() <= MAX_OWN
        ? rows.keySet()
        : rows.entrySet().stream()
            .filter(day -> day.getValue() >= MIN_ROWS)
            .sorted(most.thenComparing(Map.Entry.comparingByKey()).reversed())
            .limit(MAX_OWN)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  /** Without a slash. */
  static String folder(String key, @Nullable UTF8String day, Set<UTF8String> own) {
    return key + "=" + (day == null ? UNDATED : own.contains(day) ? day.toString() : OTHER);
  }

  /** The day whose folder a file is in; empty where it is in none, or in that of many days or of none. */
  static Optional<LocalDate> of(String path) {
    String folder = folder(path);
    try {
      return Optional.of(LocalDate.parse(folder.substring(folder.indexOf('=') + 1)));
    } catch (DateTimeParseException many) {
      return Optional.empty();
    }
  }

  /** Rows in the folders of this name. */
  static long rows(Collection<Chunk.Written> files, String folder) {
    return files.stream()
        .filter(file -> folder(file.path()).equals(folder))
        .mapToLong(Chunk.Written::rows)
        .sum();
  }

  private static String folder(String path) {
    List<String> names = List.of(path.split("/", -1));
    return names.size() < 2 ? "" : names.get(names.size() - 2);
  }
}
