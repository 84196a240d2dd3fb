package dev.sluice.scan;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/**
 * The demand of a reader that may need one row only, without having said so: a page of one item, then larger ones, each when
 * that before it has been read and more is wanted; and all pages after those.
 */
public final class GrowingDemand implements PageDemand {
  /** Of each, a filter that leaves out most items may leave one. */
  private static final List<Integer> FIRST = List.of(1, 16, 64, 256, 1024);

  private int begun;
  private boolean isUnread;

  @Override
  public synchronized OptionalInt next() {
    try {
      while (isUnread) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the task was cancelled");
    }
    if (begun == FIRST.size()) {
      return OptionalInt.of(0);
    }
    isUnread = true;
    return OptionalInt.of(FIRST.get(begun++));
  }

  @Override
  public synchronized void read(Page page, int items) {
    goOn();
  }

  @Override
  public synchronized void failed(int items) {
    goOn();
  }

  private synchronized void goOn() {
    isUnread = false;
    notifyAll();
  }
}
