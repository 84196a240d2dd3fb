package dev.sluice.capacity;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Keeps one reader within its read units a second. What a page costs is known only afterwards, so it is paid off before
 * the next: over any time, what was consumed is at most rate × time and one page more. One reader's own; not
 * thread-safe.
 */
public final class ReadPacer {
  private static final double NANOS = 1e9;

  /** A page of 1 MB, eventually consistent. */
  private static final double FULL_PAGE = 128;

  /** What a page shall cost at most when the rate is low: a quarter of a second's worth. */
  private static final double SMALL_PAGE_SECONDS = 0.25;

  private final double unitsPerSecond;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private long paidUntil;
  private double unitsPerItem = 1;

  /** Waits so many nanoseconds. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long nanos);
  }

  /**
   * @param unitsPerSecond 0: no limit
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public ReadPacer(double unitsPerSecond, LongSupplier nanoTime, Sleeper sleeper) {
    this.unitsPerSecond = unitsPerSecond;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
    this.paidUntil = nanoTime.getAsLong();
  }

  /** A pacer on the machine's own clock. */
  public static ReadPacer of(double unitsPerSecond) {
    return new ReadPacer(unitsPerSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /** Waits until what was consumed so far is paid off. */
  public void awaitTurn() {
    long wait = paidUntil - nanoTime.getAsLong();
    while (unitsPerSecond > 0 && wait > 0) {
      sleeper.sleep(wait);
      wait = paidUntil - nanoTime.getAsLong();
    }
  }

  /** A page has come. */
  public void consumed(double units, int items) {
    if (unitsPerSecond > 0) {
      // Time in which nothing was read is not saved up.
      paidUntil =
          Math.max(paidUntil, nanoTime.getAsLong()) + (long) (units / unitsPerSecond * NANOS);
      unitsPerItem = items > 0 ? Math.max(units / items, 1e-3) : unitsPerItem;
    }
  }

  /**
   * How many items to ask for, so that a page does not cost many seconds' worth when the rate is low.
   *
   * @param asked by the caller; 0: no limit
   * @return 0: no limit
   */
  public int itemLimit(int asked) {
    if (unitsPerSecond <= 0 || unitsPerSecond >= FULL_PAGE / SMALL_PAGE_SECONDS) {
      return asked;
    }
    int affordable = (int) Math.max(1, unitsPerSecond * SMALL_PAGE_SECONDS / unitsPerItem);
    return asked == 0 ? affordable : Math.min(asked, affordable);
  }
}
