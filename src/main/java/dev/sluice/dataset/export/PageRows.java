package dev.sluice.dataset.export;

import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.source.ScanTally;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * A task's rows as they are scanned, with the beginnings of pages. At a budget or a deadline the rows end early; {@link
 * #stopped} then gives the reason.
 */
final class PageRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private @Nullable ScanTally tally;
  private @Nullable InternalRow next;
  private boolean pageBegins;
  private boolean ended;
  private @Nullable BudgetExhaustedException stopped;

  PageRows(Iterator<InternalRow> rows) {
    this.rows = rows;
  }

  /** Requests the first row: the reader has a tally only afterwards. */
  void begin() {
    read();
  }

  /** Returns whether the next row is the first of a page. */
  boolean pageBegins() {
    return read() != null && pageBegins;
  }

  /** Returns the budget or deadline that ended the rows early; null if none did. */
  @Nullable
  BudgetExhaustedException stopped() {
    return stopped;
  }

  @Override
  public boolean hasNext() {
    return read() != null;
  }

  /** Returns the next row. It remains valid until the following row is looked at. */
  @Override
  public InternalRow next() {
    InternalRow row = read();
    if (row == null) {
      throw new NoSuchElementException("no more rows");
    }
    next = null;
    return row;
  }

  /** Returns the next row without consuming it; null at the end. */
  private @Nullable InternalRow read() {
    if (next == null && !ended) {
      long before = pages();
      try {
        ended = !rows.hasNext();
        next = ended ? null : rows.next();
      } catch (BudgetExhaustedException e) {
        ended = true;
        stopped = e;
      }
      pageBegins = pages() > before;
    }
    return next;
  }

  /**
   * Returns the number of pages that the task's reader has begun. The reader has a tally only after the first row was
   * requested.
   */
  private long pages() {
    if (tally == null) {
      tally = ScanTally.ofTask().orElse(null);
    }
    return tally == null ? 0 : tally.mark().turned();
  }
}
