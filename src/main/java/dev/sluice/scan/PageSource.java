package dev.sluice.scan;

import java.util.Iterator;

/** The pages of one task, in the order in which they come. A page remains valid until the next is asked for. */
public interface PageSource extends Iterator<Page>, AutoCloseable {
  /** The position before the first page. */
  String START = "start";

  /** The position behind the last page. */
  String END = "end";

  /**
   * Waits until the next page has come, or there is none.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException where the source cannot be read
   * @throws dev.sluice.failure.BudgetExhaustedException behind the last page that came before a budget or a deadline
   */
  @Override
  boolean hasNext();

  /** Returns the next page; throws what {@link #hasNext} throws. */
  @Override
  Page next();

  /** Returns where reading resumes behind the pages returned so far, as text to be stored. */
  String position();

  /** Stops fetching. */
  @Override
  void close();
}
