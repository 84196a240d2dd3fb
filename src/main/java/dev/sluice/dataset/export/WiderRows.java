package dev.sluice.dataset.export;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;

/** Rows as they are, and after their columns another one that is computed. */
final class WiderRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final UnsafeProjection read;
  private final UnsafeProjection added;
  private final JoinedRow wider = new JoinedRow();

  /**
   * @param read the columns that the added one is computed from, copied as in {@link KeptRows}
   * @param added computes it from them
   */
  WiderRows(Iterator<InternalRow> rows, UnsafeProjection read, UnsafeProjection added) {
    this.rows = rows;
    this.read = read;
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
    return wider.apply(row, added.apply(read.apply(row)));
  }
}
