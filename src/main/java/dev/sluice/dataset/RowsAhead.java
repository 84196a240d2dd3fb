package dev.sluice.dataset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** A task's rows, of which the first can be looked at before they come. */
final class RowsAhead implements Iterator<InternalRow> {
  /** Enough to tell ids from names, and few enough to be held if each has DynamoDB's 400 KB. */
  private static final int MOST = 200;

  private final Deque<InternalRow> first = new ArrayDeque<>();
  private final Iterator<InternalRow> rest;
  private @Nullable InternalRow peeked;

  /** Reads the first rows. */
  RowsAhead(Iterator<InternalRow> rows) {
    this.rest = rows;
    while (first.size() < MOST && rows.hasNext()) {
      first.add(rows.next().copy());
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
