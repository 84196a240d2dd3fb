package dev.sluice.dataset.parquet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;

/** Reads the first rows ahead, so that {@link DictionaryHeuristic} can examine them before they are written. */
public final class LookAhead implements Iterator<InternalRow> {
  /** The largest number of rows read ahead, enough to tell ids from names. */
  private static final int MAX_ROWS = 2_000;

  /** The largest number of bytes read ahead, because items may have 400 KB each. */
  private static final long MAX_BYTES = 4 << 20;

  private final Deque<InternalRow> first = new ArrayDeque<>();
  private final Iterator<InternalRow> rest;

  /** Reads the first rows. */
  public LookAhead(Iterator<InternalRow> rows, StructType schema) {
    this.rest = rows;
    UnsafeProjection copy = UnsafeProjection.create(schema);
    long bytes = 0;
    while (first.size() < MAX_ROWS && bytes < MAX_BYTES && rest.hasNext()) {
      // Before 3.5.2, Spark's copy of a view has zeros for the NULLs in an array.
      InternalRow row = copy.apply(rest.next()).copy();
      first.add(row);
      bytes += ValueBytes.of(row, schema);
    }
  }

  /** Returns the rows read ahead that have not been taken yet. */
  public List<InternalRow> first() {
    return List.copyOf(first);
  }

  /** Returns whether all rows read ahead have been taken. */
  public boolean isThrough() {
    return first.isEmpty();
  }

  @Override
  public boolean hasNext() {
    return !first.isEmpty() || rest.hasNext();
  }

  /** Returns the next row. It remains valid until the one after it is requested. */
  @Override
  public InternalRow next() {
    return first.isEmpty() ? rest.next() : first.remove();
  }
}
