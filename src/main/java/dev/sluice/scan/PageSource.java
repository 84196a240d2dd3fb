package dev.sluice.scan;

import java.util.Iterator;

/** The pages of one task, in the order of arrival. A page remains valid until the next one is requested. */
public interface PageSource extends Iterator<Page>, AutoCloseable {
  /** The position before the first page. */
  String START = "start";

  /** The position after the last page. */
  String END = "end";

  /**
   * Waits until the next page has arrived, or there is none.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the source cannot be read
   * @throws dev.sluice.failure.BudgetExhaustedException after the last page that arrived before a budget or a deadline
   */
  @Override
  boolean hasNext();

  /** Returns the next page. Throws the same exceptions as {@link #hasNext}. */
  @Override
  Page next();

  /** Returns the position at which reading resumes after the pages returned so far, as text that can be stored. */
  String position();

  /** Stops fetching. */
  @Override
  void close();
}
