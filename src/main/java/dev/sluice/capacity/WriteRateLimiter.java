package dev.sluice.capacity;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Limits the write units of one task, over its threads. The cost of a call is known only afterwards and is paid off
 * before the next call. Consumption over any period is at most the rate times the period, plus the calls in flight.
 */
public final class WriteRateLimiter {
  private static final double NANOS = 1e9;

  private final double unitsPerSecond;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private long paidUntil;

  /** Waits for a number of nanoseconds. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long nanos);
  }

  /**
   * Creates a limiter.
   *
   * @param unitsPerSecond 0: no limit
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public WriteRateLimiter(double unitsPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
    this.unitsPerSecond = unitsPerSecond;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.paidUntil = nanoTime.getAsLong();
  }

  /** Returns a limiter that uses the machine's own clock. */
  public static WriteRateLimiter of(double unitsPerSecond) {
    return new WriteRateLimiter(unitsPerSecond, System::nanoTime, WriteRateLimiter::park);
  }

  private static void park(long nanos) {
    LockSupport.parkNanos(nanos);
    // in an interrupted thread parking returns at once: the loop would spin until the wait is over
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the task was cancelled");
    }
  }

  /** Returns the limit in write units a second; 0: no limit. */
  public double unitsPerSecond() {
    return unitsPerSecond;
  }

  /** Waits until the consumption so far is paid off. Other callers wait until then. */
  public synchronized void awaitCapacity() {
    long wait = paidUntil - nanoTime.getAsLong();
    while (unitsPerSecond > 0 && wait > 0) {
      sleeper.sleep(wait);
      wait = paidUntil - nanoTime.getAsLong();
    }
  }

  /**
   * Waits like {@link #awaitCapacity()}, and charges the expected cost of the call at once, so that no other call starts
   * beside it.
   */
  public synchronized void awaitCapacity(double expectedUnits) {
    awaitCapacity();
    consumed(expectedUnits);
  }

  /**
   * Charges a call that has returned.
   *
   * @param units its cost in write units; negative: the amount by which it cost less than was charged before
   */
  public synchronized void consumed(double units) {
    if (unitsPerSecond > 0) {
      // idle time is not saved up
      paidUntil =
          Math.max(paidUntil, nanoTime.getAsLong()) + (long) (units / unitsPerSecond * NANOS);
    }
  }
}
