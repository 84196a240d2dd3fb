package dev.sluice.dataset.export;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.jspecify.annotations.Nullable;

/** The rows for which a predicate is true, as they are. */
final class KeptRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final UnsafeProjection read;
  private final BasePredicate predicate;
  private final SQLMetric metric;
  private @Nullable InternalRow next;

  /**
   * @param read the columns that the predicate reads, copied into Spark's own form: a view's NULLs within structs and arrays
   *     are zeros to an expression without generated code
   * @param metric the number of rows, which Spark's SQL page shows
   */
  KeptRows(
      Iterator<InternalRow> rows,
      UnsafeProjection read,
      BasePredicate predicate,
      SQLMetric metric) {
    this.rows = rows;
    this.read = read;
    this.predicate = predicate;
    this.metric = metric;
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      InternalRow row = rows.next();
      if (predicate.eval(read.apply(row))) {
        next = row;
        metric.add(1);
      }
    }
    return next != null;
  }

  /** Returns the next row. It remains valid until the following one is looked for. */
  @Override
  public InternalRow next() {
    InternalRow row = hasNext() ? next : null;
    if (row == null) {
      throw new NoSuchElementException("no more rows");
    }
    next = null;
    return row;
  }
}
