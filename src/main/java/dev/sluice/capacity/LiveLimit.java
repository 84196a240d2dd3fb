package dev.sluice.capacity;

import dev.sluice.failure.SluiceException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit that follows the table's capacity, which auto-scaling changes while it is read. The table is described again on
 * use, at most once a minute, in the background: no caller waits for it.
 */
public final class LiveLimit {
  private static final long EVERY = Duration.ofMinutes(1).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(LiveLimit.class);

  private final Supplier<ReadLimit> current;
  private final Executor aside;
  private final LongSupplier nanoTime;
  private volatile ReadLimit limit;
  private long refreshedAt;

  /**
   * @param limit the one in force now
   * @param current describes the table again
   * @param aside runs it in the background
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public LiveLimit(
      ReadLimit limit, Supplier<ReadLimit> current, Executor aside, LongSupplier nanoTime) {
    this.limit = limit;
    this.current = current;
    this.aside = aside;
    this.nanoTime = nanoTime;
    this.refreshedAt = nanoTime.getAsLong();
  }

  /** Returns a limit that stays. */
  public static LiveLimit fixed(ReadLimit limit) {
    return new LiveLimit(limit, () -> limit, Runnable::run, () -> 0);
  }

  /** Returns the limit in force, in read units a second; 0: none. */
  double unitsPerSecond() {
    if (isDue()) {
      aside.execute(this::refresh);
    }
    return limit.unitsPerSecond();
  }

  private synchronized boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean due = now - refreshedAt >= EVERY;
    refreshedAt = due ? now : refreshedAt;
    return due;
  }

  private static Object describe(Throwable failure) {
    return failure instanceof SluiceException known ? String.valueOf(known.getMessage()) : failure;
  }

  private void refresh() {
    try {
      limit = current.get();
    } catch (Throwable e) {
      // no caller waits for it: the table is read on, protected by the limit of before
      LOG.warn("The read limit stays as it is: the table could not be described: {}", describe(e));
    }
  }
}
