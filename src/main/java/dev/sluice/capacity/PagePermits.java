package dev.sluice.capacity;

import dev.sluice.failure.BudgetExhaustedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the turns of one task's fetchers. At most one of them asks at a time, whoever has waited longest. */
public final class PagePermits {
  private final CapacityBroker desk;
  private final ReentrantLock asking = new ReentrantLock(true);

  public PagePermits(CapacityBroker desk) {
    this.desk = desk;
  }

  /**
   * Waits until one page may be asked for.
   *
   * @param itemLimit items wanted at most; 0: as many as make 1 MB
   * @throws BudgetExhaustedException where no further page may be asked for
   * @throws CancellationException where the thread is interrupted
   */
  public Answer.Permit await(int itemLimit) {
    Answer.Permit leave = leave(itemLimit);
    park(leave.afterNanos());
    return leave;
  }

  /** {@link CapacityBroker#settle}, of a page that this leave was for. */
  public void settle(Answer.Permit leave, double consumedUnits, int items) {
    desk.settle(leave, consumedUnits, items);
  }

  /** {@link CapacityBroker#throttled}, of a request that this leave was for. */
  public void throttled(Answer.Permit leave) {
    desk.throttled(leave);
  }

  private Answer.Permit leave(int itemLimit) {
    lock();
    try {
      while (true) {
        Answer answer = desk.ask(itemLimit);
        if (answer instanceof Answer.Permit leave) {
          return leave;
        } else if (answer instanceof Answer.Exhausted stop) {
          throw new BudgetExhaustedException(stop.message(), stop.remedy());
        } else if (answer instanceof Answer.RetryAfter later) {
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
