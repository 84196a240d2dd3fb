package dev.sluice.scan;

import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The demand of one attempt of a task whose scan has a limit. Fetchers ask one after the other, and the reader counts.
 */
public final class LimitedDemand implements PageDemand {
  /** The pauses between two questions, in milliseconds. A page that has been read ends a pause. */
  private static final long MIN_PAUSE = 5;

  private static final long MAX_PAUSE = 100;

  private final LimitBroker broker;
  private final LimitBroker.Attempt attempt;
  private final ReentrantLock asking = new ReentrantLock(true);
  private LimitBroker.Progress progress = LimitBroker.Progress.NONE;
  private boolean failed;
  private volatile long rows;

  public LimitedDemand(LimitBroker broker, LimitBroker.Attempt attempt) {
    this.broker = broker;
    this.attempt = attempt;
  }

  @Override
  public OptionalInt next() {
    try {
      asking.lockInterruptibly();
      try {
        int items = answer();
        return items == LimitBroker.ENOUGH ? OptionalInt.empty() : OptionalInt.of(items);
      } finally {
        asking.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the task was cancelled");
    }
  }

  private int answer() throws InterruptedException {
    int items = broker.ask(attempt, progress());
    for (long pause = MIN_PAUSE;
        items == LimitBroker.WAIT;
        pause = Math.min(MAX_PAUSE, 2 * pause)) {
      synchronized (this) {
        wait(pause);
      }
      items = broker.ask(attempt, progress());
    }
    return items;
  }

  /** Sets the number of rows that have left the reader. Called by one thread. */
  public void found(long so) {
    rows = so;
  }

  @Override
  public void read(Page page, int items) {
    add(page.scanned(), 1, page.scanned() < items ? 1 : 0, items);
    tell();
  }

  /** Its items are no longer in flight: otherwise the other fetchers would wait for them. */
  @Override
  public void failed(int items) {
    add(0, 0, 0, items);
    tell();
  }

  private synchronized void add(long items, int pages, int shortPages, int returned) {
    progress = new LimitBroker.Progress(
        rows,
        progress.items() + items,
        progress.pages() + pages,
        progress.shortPages() + shortPages,
        progress.returned() + returned);
    notifyAll();
  }

  /** Records that the reader reads no further. */
  public void end() {
    synchronized (this) {
      progress = progress().ended();
    }
    tell();
  }

  /** Records that the attempt has failed. Its rows count no more. */
  public synchronized void fail() {
    failed = true;
    broker.forget(attempt);
  }

  private synchronized void tell() {
    if (!failed) {
      broker.tell(attempt, progress());
    }
  }

  private synchronized LimitBroker.Progress progress() {
    return new LimitBroker.Progress(
        rows, progress.items(), progress.pages(), progress.shortPages(), progress.returned());
  }
}
