package dev.sluice.dataset.days;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import dev.sluice.dataset.days.StoredDays.Day;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The names of the columns that rows of each day have.
 *
 * @param day date; null for items without a day
 * @param items long: the number of items that the row stands for
 * @param changesAt long, in epoch seconds: when the row changes although nothing has changed the table; null: never
 */
public record DayColumns(String day, String items, String changesAt) {
  Column ofDay() {
    return col(day);
  }

  /**
   * Counts the items of rows by day.
   *
   * @param states the name of the figures that have the rows; null: none have
   */
  List<Day> counts(Dataset<Row> rows, @Nullable String states) {
    return rows
        .groupBy(ofDay())
        .agg(sum(items).as(items), min(changesAt).as(changesAt))
        .collectAsList()
        .stream()
        .map(row -> new Day(date(row.get(0)), row.getLong(1), row.getAs(2), states))
        .toList();
  }

  /** A session decides which of the two types a date has. */
  private static @Nullable LocalDate date(@Nullable Object value) {
    return value instanceof Date date ? date.toLocalDate() : (LocalDate) value;
  }
}
