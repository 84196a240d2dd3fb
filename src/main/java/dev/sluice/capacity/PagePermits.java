package dev.sluice.capacity;

import dev.sluice.failure.BudgetExhaustedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits for permits on behalf of one task's fetchers. One fetcher requests at a time, the one that has waited longest.
 */
public final class PagePermits {
  private final CapacityBroker broker;
  private final ReentrantLock asking = new ReentrantLock(true);

  public PagePermits(CapacityBroker broker) {
    this.broker = broker;
  }

  /**
   * Waits until one page may be fetched.
   *
   * @param itemLimit the largest number of items wanted; 0: as many as make 1 MB
   * @throws BudgetExhaustedException if no further page may be fetched
   * @throws CancellationException if the thread is interrupted
   */
  public Answer.Permit await(int itemLimit) {
    Answer.Permit permit = permit(itemLimit);
    pause(permit.afterNanos());
    return permit;
  }

  /**
   * Waits.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public void pause(long nanos) {
    park(nanos);
  }

  /** Settles a permit, as {@link CapacityBroker#settle}. */
  public void settle(Answer.Permit permit, double consumedUnits, int items) {
    broker.settle(permit, consumedUnits, items);
  }

  /** Returns a permit whose request was throttled, as {@link CapacityBroker#throttled}. */
  public void throttled(Answer.Permit permit, Throttling throttling) {
    broker.throttled(permit, throttling);
  }

  private Answer.Permit permit(int itemLimit) {
    lock();
    try {
      while (true) {
        Answer answer = broker.ask(itemLimit);
        if (answer instanceof Answer.Permit permit) {
          return permit;
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
      // in an interrupted thread parking returns at once: the loop would spin until the wait is
      // over
      if (Thread.currentThread().isInterrupted()) {
        throw cancelled();
      }
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("the task was cancelled");
  }
}
