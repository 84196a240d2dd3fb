package dev.sluice.dataset.export;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.jspecify.annotations.Nullable;

/** Rows as they are, or only the item of each, and after their columns perhaps another one that is computed. */
final class ProjectedRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final int itemAt;
  private final @Nullable Added added;
  private final GenericInternalRow item = new GenericInternalRow(1);
  private final JoinedRow wider = new JoinedRow();

  /**
   * A computed column.
   *
   * @param read the columns that it is computed from, copied as in {@link KeptRows}
   * @param column computes it from them
   */
  record Added(UnsafeProjection read, UnsafeProjection column) {
    InternalRow of(InternalRow row) {
      return column.apply(read.apply(row));
    }
  }

  /**
   * @param itemAt the ordinal of the item; negative: all columns are kept
   * @param added null: none
   */
  ProjectedRows(Iterator<InternalRow> rows, int itemAt, @Nullable Added added) {
    this.rows = rows;
    this.itemAt = itemAt;
    this.added = added;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  /** Returns the next row. It remains valid until the following one is looked for. */
  @Override
  public InternalRow next() {
    InternalRow row = rows.next();
    InternalRow kept = row;
    if (itemAt >= 0) {
      item.update(0, row.getBinary(itemAt));
      kept = item;
    }
    return added == null ? kept : wider.apply(kept, added.of(row));
  }
}
