package dev.sluice.write;

/** Changes items of one table, several requests at once. Not thread-safe. */
public interface TableWriter extends AutoCloseable {
  /**
   * Adds a change. Waits while too many requests are in flight. Of several changes of one item the last one is made last.
   *
   * @throws dev.sluice.failure.UnwritableItemException if DynamoDB cannot store the item, or has refused an earlier one
   */
  void write(ItemChange change);

  /** Sends the rest. Returns once the table has all changes. */
  void finish();

  /** Returns the counts of the requests that have been answered. */
  WriteStats stats();

  /** Stops all requests. Unfinished changes may or may not be made. */
  @Override
  void close();
}
