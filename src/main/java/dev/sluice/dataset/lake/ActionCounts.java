package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts rows by their {@link RowAction}. */
final class ActionCounts {
  private ActionCounts() {}

  /**
   * Counts.
   *
   * @param action the name of the column with the action's word
   * @param found the name of the column that says whether the table has a row of the item
   */
  static ChangeCounts of(Dataset<Row> rows, String action, String found) {
    Map<RowAction, Long> present = new EnumMap<>(RowAction.class);
    long inserted = 0;
    long unknown = 0;
    for (Row row : rows.groupBy(action, found).agg(count(lit(1))).collectAsList()) {
      RowAction of = RowAction.of(row.getString(0));
      if (row.getBoolean(1)) {
        present.merge(of, row.getLong(2), Long::sum);
      } else if (of == RowAction.PUT) {
        inserted += row.getLong(2);
      } else {
        unknown += row.getLong(2);
      }
    }
    long removed = number(present, RowAction.REMOVE) + number(present, RowAction.EXCLUDE);
    long marked = number(present, RowAction.MARK);
    long kept = number(present, RowAction.KEEP);
    long modified = number(present, RowAction.PUT);
    return new ChangeCounts(
        inserted + modified + removed + marked + kept + unknown,
        inserted,
        modified,
        removed,
        marked,
        kept,
        unknown);
  }

  private static long number(Map<RowAction, Long> counts, RowAction action) {
    return Objects.requireNonNullElse(counts.get(action), 0L);
  }
}
