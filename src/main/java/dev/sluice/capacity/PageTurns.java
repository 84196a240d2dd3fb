package dev.sluice.capacity;

import dev.sluice.failure.StoppedEarly;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the turns of one task's fetchers. At most one of them asks at a time, whoever has waited longest. */
public final class PageTurns {
  private final TurnDesk desk;
  private final ReentrantLock asking = new ReentrantLock(true);

  public PageTurns(TurnDesk desk) {
    this.desk = desk;
  }

  /**
   * Waits until one page may be asked for.
   *
   * @param itemLimit items wanted at most; 0: as many as make 1 MB
   * @throws StoppedEarly where no further page may be asked for
   * @throws CancellationException where the thread is interrupted
   */
  public Answer.Go await(int itemLimit) {
    Answer.Go leave = leave(itemLimit);
    park(leave.afterNanos());
    return leave;
  }

  /** {@link TurnDesk#settle}, of a page that this leave was for. */
  public void settle(Answer.Go leave, double consumedUnits, int items) {
    desk.settle(leave, consumedUnits, items);
  }

  /** {@link TurnDesk#throttled}, of a request that this leave was for. */
  public void throttled(Answer.Go leave) {
    desk.throttled(leave);
  }

  private Answer.Go leave(int itemLimit) {
    lock();
    try {
      while (true) {
        Answer answer = desk.ask(itemLimit);
        if (answer instanceof Answer.Go leave) {
          return leave;
        } else if (answer instanceof Answer.Stop stop) {
          throw new StoppedEarly(stop.message(), stop.remedy());
        } else if (answer instanceof Answer.Later later) {
          park(later.afterNanos());
        }
      }
    } finally {
      asking.unlock();
    }
  }

  private void lock() {
    try {
      asking.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    }
  }

  private static void park(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
      // An interrupted thread no longer parks; it would turn round and round until its turn came.
      if (Thread.currentThread().isInterrupted()) {
        throw cancelled();
      }
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("the task was cancelled");
  }
}
