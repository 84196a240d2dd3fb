package dev.sluice.scan;

/**
 * Gives the tasks of one scan as many items as their rows together lack to a limit. It is the driver's {@link RowLimit}
 * itself, or a client of it on an executor. Never waits. Thread-safe.
 */
public interface LimitBroker {
  /** The answer that all tasks together have enough rows. */
  int ENOUGH = 0;

  /** The answer that the pages in flight may have enough rows. The next request is due a little later. */
  int WAIT = -1;

  /**
   * An attempt to run a task. The rows of one attempt at each task are those that the query sees.
   *
   * @param execution the execution of the query, in which each task counts anew
   * @param task the number of the task in its scan
   * @param id unique in the application
   */
  record Attempt(String execution, int task, long id) {}

  /**
   * The progress of an attempt so far. No number ever falls, so messages may overtake each other.
   *
   * @param rows rows that have left the reader
   * @param items items that DynamoDB read for the pages that have been read
   * @param pages pages that have been read
   * @param shortPages those with fewer items than requested: the segment has ended, or the page has 1 MB
   * @param returned items that were requested for these pages; those of all others are in flight
   */
  record Progress(long rows, long items, long pages, long shortPages, long returned) {
    /** The progress of an attempt that begins. */
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    /** Returns the same progress without pages in flight, of an attempt that has ended. */
    public Progress ended() {
      return new Progress(rows, items, pages, shortPages, Long.MAX_VALUE);
    }

    /** Returns the later one of two messages. */
    Progress later(Progress other) {
      return new Progress(
          Math.max(rows, other.rows),
          Math.max(items, other.items),
          Math.max(pages, other.pages),
          Math.max(shortPages, other.shortPages),
          Math.max(returned, other.returned));
    }
  }

  /** Requests a page. Returns the largest number of its items, {@link #ENOUGH} or {@link #WAIT}. */
  int ask(Attempt attempt, Progress progress);

  /** Tells the progress of an attempt. */
  void tell(Attempt attempt, Progress progress);

  /** Forgets an attempt that has failed. Its rows are lost. */
  void forget(Attempt attempt);
}
