package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.sluice.sql.SqlCondition;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The difference between all items of a point in time and the rows of a table, by key: one row for each item that is to be
 * inserted, replaced, removed, marked or kept, and none for items whose row is the same. Only keys and digests are
 * compared, so that columns may differ in type, and a value may be in a column on one side and in the overflow on the other.
 *
 * @param rows cached; {@link #close} releases them
 */
record TableDifference(Dataset<Row> rows, ChangeCounts counts) implements AutoCloseable {
  /** The digest of the key. */
  static final String KEY = "key";

  /** The word of the {@link RowAction}. */
  static final String ACTION = "action";

  /** Column that says if the table has a row. */
  static final String FOUND = "found";

  /** That row's day. */
  static final String FOUND_DAY = "found_day";

  private static final String ITEM = "item";
  private static final String FOUND_ITEM = "found_item";
  private static final String DAY = "day";
  private static final String WANTED = "wanted";
  private static final String MARKED = "marked";
  private static final String EXPIRED = "expired";

  /**
   * The rules of a comparison.
   *
   * @param deleted decides what becomes of rows whose items are not there any more: {@code ttl} if they had expired,
   *     {@code unknown} otherwise
   * @param filter a condition on items; others are not in the table; null: all are
   * @param expired tells the items that had expired
   * @param marksStay whether rows that are marked already, and have no item, stay; otherwise {@code deleted} decides
   */
  record Rules(
      DeletedItems deleted,
      @Nullable SqlCondition filter,
      ExpiredItems expired,
      boolean marksStay) {}

  /**
   * Compares.
   *
   * @param items all of them, with type tags
   * @param table the rows of the table
   */
  static TableDifference of(
      Dataset<Row> items, Dataset<Row> table, LakeLayout layout, Rules rules) {
    Dataset<Row> rows = items(items, layout, rules.filter)
        .join(present(table, layout, rules.expired), new String[] {KEY}, "full_outer")
        .withColumn(FOUND, coalesce(col(FOUND), lit(false)))
        .withColumn(ACTION, action(rules))
        .filter(col(ACTION).isNotNull())
        .drop(ITEM, FOUND_ITEM, DAY, WANTED, MARKED, EXPIRED)
        .persist();
    return new TableDifference(rows, ActionCounts.of(rows, ACTION, FOUND));
  }

  private static Dataset<Row> items(
      Dataset<Row> items, LakeLayout layout, @Nullable SqlCondition filter) {
    StructType columns = items.schema();
    Column isWanted = filter == null ? lit(true) : coalesce(filter.over(items), lit(false));
    return items.select(
        DigestColumn.ofKey(columns, layout.keys()).as(KEY),
        coalesce(DigestColumn.ofItem(columns), lit(new byte[0])).as(ITEM),
        layout.dayOf(columns).as(DAY),
        isWanted.as(WANTED));
  }

  private static Dataset<Row> present(Dataset<Row> table, LakeLayout layout, ExpiredItems expired) {
    StructType columns = LakeColumns.items(table.schema());
    List<Column> read = new ArrayList<>(List.of(
        DigestColumn.ofKey(columns, layout.keys()).as(KEY),
        DigestColumn.ofItem(columns).as(FOUND_ITEM),
        col(LakeColumns.DAY).as(FOUND_DAY),
        col(LakeColumns.DELETED_AT).isNotNull().as(MARKED),
        expired.in(columns).as(EXPIRED),
        lit(true).as(FOUND)));
    List<String> names = List.of(table.columns());
    for (int i = 0; i < layout.keys().size(); i++) {
      // another key, before the table is loaded afresh
      boolean isThere = names.contains(layout.keys().get(i));
      read.add((isThere ? SqlNames.column(layout.keys().get(i)) : lit(null)).as(key(i)));
    }
    return table.select(read.toArray(Column[]::new));
  }

  /** Returns the name of the column with an attribute of the key of the table's row. */
  static String key(int ordinal) {
    return "key_" + ordinal;
  }

  /** Null where nothing is to be done. */
  private static Column action(Rules rules) {
    Column isGone = col(ITEM).isNull();
    Column isSame = col(FOUND)
        .and(coalesce(col(ITEM).equalTo(col(FOUND_ITEM)), lit(false)))
        .and(col(MARKED).equalTo(false))
        .and(col(DAY).eqNullSafe(col(FOUND_DAY)));
    Column ofGone = when(col(MARKED).and(lit(rules.marksStay)), lit(null))
        .when(col(EXPIRED), word(rules.deleted.ttl()))
        .otherwise(word(rules.deleted.unknown()));
    Column ofUnwanted = when(col(FOUND), lit(RowAction.EXCLUDE.word()));
    return when(isGone, ofGone)
        .when(col(WANTED).equalTo(false), ofUnwanted)
        .when(isSame, lit(null))
        .otherwise(lit(RowAction.PUT.word()));
  }

  private static Column word(DeletedItems.Action action) {
    return lit(RowAction.of(action).word());
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
