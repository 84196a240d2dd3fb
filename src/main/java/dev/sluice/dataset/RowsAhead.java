package dev.sluice.dataset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A task's rows, of which the first can be looked at before they come. */
final class RowsAhead implements Iterator<InternalRow> {
  /** Enough to tell ids from names. */
  private static final int MOST = 2_000;

  /** Items may have 400 KB each. */
  private static final long MOST_BYTES = 4 << 20;

  private final Deque<InternalRow> first = new ArrayDeque<>();
  private final Iterator<InternalRow> rest;
  private @Nullable InternalRow peeked;

  /** Reads the first rows. */
  RowsAhead(Iterator<InternalRow> rows, StructType schema) {
    this.rest = rows;
    long bytes = 0;
    while (first.size() < MOST && bytes < MOST_BYTES && rows.hasNext()) {
      InternalRow row = rows.next().copy();
      first.add(row);
      bytes += ValueBytes.of(row, schema);
    }
  }

  /** The first rows, as long as none was taken. */
  List<InternalRow> first() {
    return List.copyOf(first);
  }

  /** The row that comes next; good until it has come. */
  InternalRow peek() {
    InternalRow ahead = first.isEmpty() ? peeked : first.peek();
    if (ahead == null) {
      ahead = rest.next();
      peeked = ahead;
    }
    return ahead;
  }

  @Override
  public boolean hasNext() {
    return !first.isEmpty() || peeked != null || rest.hasNext();
  }

  @Override
  public InternalRow next() {
    InternalRow ahead = first.isEmpty() ? peeked : first.poll();
    peeked = null;
    return ahead == null ? rest.next() : ahead;
  }
}
