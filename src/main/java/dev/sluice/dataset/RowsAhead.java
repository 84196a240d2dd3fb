package dev.sluice.dataset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** A task's rows, of which the first can be looked at before they come. */
final class RowsAhead implements Iterator<InternalRow> {
  /** Enough to tell ids from names, and few enough to be held if each has DynamoDB's 400 KB. */
  private static final int MOST = 200;

  private final Deque<InternalRow> first = new ArrayDeque<>();
  private final Iterator<InternalRow> rest;

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

  @Override
  public boolean hasNext() {
    return !first.isEmpty() || rest.hasNext();
  }

  @Override
  public InternalRow next() {
    InternalRow ahead = first.poll();
    return ahead == null ? rest.next() : ahead;
  }
}
