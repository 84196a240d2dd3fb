package dev.sluice.dataset;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Folders of days within a table, named as Hive names them: {@code day=2026-10-19/}. */
final class DayFolders {
  /** Of items without a readable time. */
  static final String UNDATED = "day=__HIVE_DEFAULT_PARTITION__/";

  private static final String DAY = "day=";

  private DayFolders() {}

  /** The rows with their day as one column more, the last. */
  static Dataset<Row> dated(Dataset<Row> rows, DayColumn days) {
    String name = DAY;
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

  static String name(@Nullable UTF8String day) {
    return day == null ? UNDATED : DAY + day + "/";
  }

  /** The day whose folder a file is in; empty where it is in none, or in that of the undated. */
  static Optional<LocalDate> of(String path) {
    int start = path.indexOf("/" + DAY);
    if (start < 0) {
      return Optional.empty();
    }
    int end = path.indexOf('/', start + 1);
    try {
      return Optional.of(LocalDate.parse(path.substring(start + 1 + DAY.length(), end)));
    } catch (DateTimeParseException undated) {
      return Optional.empty();
    }
  }
}
