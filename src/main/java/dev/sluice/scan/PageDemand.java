package dev.sluice.scan;

import java.util.OptionalInt;

/** Says whether a task needs another page, and of how many items. Thread-safe. */
public interface PageDemand {
  /** Returns the demand of a reader that needs all pages, each of {@code items} items at most; 0: of 1 MB. */
  static PageDemand all(int items) {
    return new PageDemand() {
      @Override
      public OptionalInt next() {
        return OptionalInt.of(items);
      }

      @Override
      public void read(Page page, int items) {}
    };
  }

  /**
   * Waits until it is known whether another page is needed.
   *
   * @return the largest number of its items; 0: as many as make 1 MB; empty: no further page is needed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  OptionalInt next();

  /**
   * Records that all items of a page have been read.
   *
   * @param items as {@link #next} returned it for this page
   */
  void read(Page page, int items);

  /**
   * Records that a page does not come.
   *
   * @param items as {@link #next} returned it for this page
   */
  default void failed(int items) {}
}
