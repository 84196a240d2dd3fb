package dev.sluice.dataset.lake;

import org.apache.spark.sql.types.StructType;

/**
 * The names of the columns that changes have beside those of the table, while they are merged.
 *
 * @param action the {@link RowAction}
 * @param row the whole row, while something else is computed beside it
 * @param oldDay the day of the item before the change
 * @param isDayKnown whether {@code oldDay} is the day of the table's row if it has one
 * @param hadRow whether the table must have a row of the item, since it existed before the window
 * @param isNewer whether there is a later change of the item
 * @param found whether the table has a row of the item
 * @param foundDay that row's day
 */
record ChangeRowNames(
    String action,
    String row,
    String oldDay,
    String isDayKnown,
    String hadRow,
    String isNewer,
    String found,
    String foundDay) {
  /** Returns names that are free beside those of changes. */
  static ChangeRowNames beside(StructType changes) {
    FreeNames free = new FreeNames(
        changes.add(LakeColumns.DAY, "date").add(LakeColumns.DELETED_AT, "timestamp"));
    return new ChangeRowNames(
        free.of("action"),
        free.of("row"),
        free.of("old_day"),
        free.of("is_day_known"),
        free.of("had_row"),
        free.of("is_newer"),
        free.of("found"),
        free.of("found_day"));
  }
}
