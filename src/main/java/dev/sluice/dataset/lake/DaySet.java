package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.LocalDate;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Days of a table.
 *
 * @param isAll whether all rows are meant, of whatever day
 * @param days the days otherwise
 * @param hasUndated whether rows without a day are meant too
 */
record DaySet(boolean isAll, TreeSet<LocalDate> days, boolean hasUndated) {
  /** The number of days beyond which the filter would cost more than it saves. */
  private static final int MAX_DAYS = 1_000;

  static final DaySet ALL = new DaySet(true, new TreeSet<>(), true);

  /** @param dates as ISO texts */
  static DaySet of(Collection<String> dates, boolean hasUndated) {
    TreeSet<LocalDate> days =
        dates.stream().map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new));
    return days.size() > MAX_DAYS ? ALL : new DaySet(false, days, hasUndated);
  }

  /** Returns the days of some rows. */
  static DaySet in(Dataset<Row> rows, Column day) {
    Row found =
        rows.agg(collect_set(day.cast(DataTypes.StringType)), max(day.isNull())).head();
    return of(found.getList(0), !found.isNullAt(1) && found.getBoolean(1));
  }

  /** Returns whether a row's day is among them. Iceberg reads no files of other days. */
  Column has(Column day) {
    if (isAll) {
      return lit(true);
    }
    Column dated = days.isEmpty() ? lit(false) : day.isin(days.toArray());
    return hasUndated ? dated.or(day.isNull()) : dated;
  }

  /**
   * Returns the same as SQL.
   *
   * @param day the column as SQL writes it
   */
  String sql(String day) {
    if (isAll) {
      return "true";
    }
    String dated = days.isEmpty()
        ? "false"
        : day + " IN ("
            + days.stream().map(one -> "DATE '" + one + "'").collect(Collectors.joining(", "))
            + ")";
    return hasUndated ? "(" + dated + " OR " + day + " IS NULL)" : dated;
  }
}
