package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows in which a table differs from all items of a point in time, whole where they are inserted or replaced.
 *
 * @param action the name of the column with the action, free beside those of the table
 */
record DifferingRows(TableDifference difference, String action, Dataset<Row> effective)
    implements ChangedRows {
  /**
   * Returns the rows.
   *
   * @param items the items that were compared
   * @param table all columns of the table
   * @param end the point in time
   */
  static DifferingRows of(
      TableDifference difference,
      Dataset<Row> items,
      StructType table,
      LakeLayout layout,
      LakePosition end) {
    FreeNames free = new FreeNames(table);
    String action = free.of("action");
    Dataset<Row> put = put(difference, items, layout, free.of("item_key"))
        .withColumn(action, lit(RowAction.PUT.word()));
    Dataset<Row> rows = TableRows.of(put, table, action);
    Dataset<Row> others = TableRows.of(others(difference, layout, end, action), rows.schema());
    return new DifferingRows(difference, action, rows.union(others).persist());
  }

  private static Dataset<Row> put(
      TableDifference difference, Dataset<Row> items, LakeLayout layout, String key) {
    StructType columns = items.schema();
    Dataset<Row> wanted = difference
        .rows()
        .filter(col(TableDifference.ACTION).equalTo(RowAction.PUT.word()))
        .select(col(TableDifference.KEY).as(key));
    return items
        .withColumn(key, DigestColumn.ofKey(columns, layout.keys()))
        .join(wanted, new String[] {key}, "left_semi")
        .drop(key)
        .withColumn(LakeColumns.DAY, layout.dayOf(columns))
        .withColumn(LakeColumns.DELETED_AT, lit(null).cast(DataTypes.TimestampType));
  }

  /** Returns rows of the key, the action, and the time at which an item was found to be deleted. */
  private static Dataset<Row> others(
      TableDifference difference, LakeLayout layout, LakePosition end, String action) {
    Column is = col(TableDifference.ACTION);
    List<Column> columns = new ArrayList<>(List.of(
        is.as(action),
        when(is.equalTo(RowAction.MARK.word()), lit(Timestamp.from(end.until())))
            .as(LakeColumns.DELETED_AT)));
    for (int i = 0; i < layout.keys().size(); i++) {
      columns.add(col(TableDifference.key(i)).as(layout.keys().get(i)));
    }
    return difference
        .rows()
        .filter(is.notEqual(RowAction.PUT.word()).and(is.notEqual(RowAction.KEEP.word())))
        .select(columns.toArray(Column[]::new));
  }

  @Override
  public ChangeCounts counts() {
    return difference.counts();
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public DaySet touched() {
    Dataset<Row> found = difference
        .rows()
        .filter(col(TableDifference.FOUND)
            .and(col(TableDifference.ACTION).notEqual(RowAction.KEEP.word())));
    return DaySet.in(found, col(TableDifference.FOUND_DAY));
  }

  @Override
  public void close() {
    effective.unpersist();
    difference.close();
  }
}
