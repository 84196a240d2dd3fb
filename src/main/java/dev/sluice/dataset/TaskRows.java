package dev.sluice.dataset;

import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.source.ScanTally;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A task's rows, of which the first can be looked at before they come, and which tell where pages begin. Where a budget or a
 * deadline stops the reading they end, and say so afterwards.
 */
final class TaskRows implements Iterator<InternalRow> {
  /** Enough to tell ids from names. */
  private static final int MAX_HELD_ROWS = 2_000;

  /** Items may have 400 KB each. */
  private static final long MAX_BYTES = 4 << 20;

  private final Deque<InternalRow> first = new ArrayDeque<>();
  private final Iterator<InternalRow> rest;
  private @Nullable ScanTally tally;
  private @Nullable InternalRow peeked;
  private boolean pageBegins;
  private boolean ended;
  private @Nullable BudgetExhaustedException stopped;

  /** Reads the first rows. */
  TaskRows(Iterator<InternalRow> rows, StructType schema) {
    this.rest = rows;
    long bytes = 0;
    while (first.size() < MAX_HELD_ROWS && bytes < MAX_BYTES && read() != null) {
      InternalRow row = take().copy();
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
    InternalRow ahead = first.isEmpty() ? read() : first.peek();
    if (ahead == null) {
      throw new NoSuchElementException("no more rows");
    }
    return ahead;
  }

  /** Whether with the row that comes next a page begins, of which no row has come yet. Never so among the first rows. */
  boolean pageBegins() {
    return first.isEmpty() && read() != null && pageBegins;
  }

  /** What stopped the reading, once the rows have ended. */
  @Nullable
  BudgetExhaustedException stopped() {
    return stopped;
  }

  @Override
  public boolean hasNext() {
    return !first.isEmpty() || read() != null;
  }

  @Override
  public InternalRow next() {
    return first.isEmpty() ? take() : first.remove();
  }

  private InternalRow take() {
    InternalRow row = read();
    if (row == null) {
      throw new NoSuchElementException("no more rows");
    }
    peeked = null;
    return row;
  }

  /** The next row of the rest; null: it has ended. */
  private @Nullable InternalRow read() {
    if (peeked == null && !ended) {
      long before = turned();
      try {
        ended = !rest.hasNext();
        peeked = ended ? null : rest.next();
      } catch (BudgetExhaustedException e) {
        ended = true;
        stopped = e;
      }
      pageBegins = turned() > before;
    }
    return peeked;
  }

  /** Pages that the task's reader has taken up; it is there once it was asked for a row. */
  private long turned() {
    if (tally == null) {
      tally = ScanTally.ofTask().orElse(null);
    }
    return tally == null ? 0 : tally.mark().turned();
  }
}
