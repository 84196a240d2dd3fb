package dev.sluice.capacity;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps one reader or writer within its units a second. What a call costs is known only afterwards, so it is paid off
 * before the next: over any time, what was consumed is at most rate × time and what was in flight. Shared by the threads of
 * one task.
 */
public final class WriteRateLimiter {
  private static final double NANOS = 1e9;

  private final double unitsPerSecond;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private long paidUntil;

  /** Waits so many nanoseconds. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long nanos);
  }

  /**
   * @param unitsPerSecond 0: no limit
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public WriteRateLimiter(double unitsPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
    this.unitsPerSecond = unitsPerSecond;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.paidUntil = nanoTime.getAsLong();
  }

  /** A pacer on the machine's own clock. */
  public static WriteRateLimiter of(double unitsPerSecond) {
    return new WriteRateLimiter(unitsPerSecond, System::nanoTime, WriteRateLimiter::park);
  }

  private static void park(long nanos) {
    LockSupport.parkNanos(nanos);
    // An interrupted thread no longer parks; it would turn round and round until its turn came.
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the task was cancelled");
    }
  }

  /** 0: no limit. */
  public double unitsPerSecond() {
    return unitsPerSecond;
  }

  /** Waits until what was consumed so far is paid off; others wait behind it. */
  public synchronized void awaitTurn() {
    long wait = paidUntil - nanoTime.getAsLong();
    while (unitsPerSecond > 0 && wait > 0) {
      sleeper.sleep(wait);
      wait = paidUntil - nanoTime.getAsLong();
    }
  }

  /** Waits likewise, and charges at once what the call is expected to cost, so that others do not go along with it. */
  public synchronized void awaitTurn(double expectedUnits) {
    awaitTurn();
    consumed(expectedUnits);
  }

  /**
   * A call has come back.
   *
   * @param units what it cost; below zero: what it cost less than was charged before
   */
  public synchronized void consumed(double units) {
    if (unitsPerSecond > 0) {
      // Time in which nothing was asked for is not saved up.
      paidUntil =
          Math.max(paidUntil, nanoTime.getAsLong()) + (long) (units / unitsPerSecond * NANOS);
    }
  }
}
