package dev.sluice.capacity;

import dev.sluice.failure.SluiceException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit that follows the table's capacity, which auto-scaling may change during a read. Each use may start a new
 * description of the table, at most once a minute and in the background, so no caller waits for it.
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
   * @param limit the limit in force now
   * @param current describes the table again
   * @param aside runs that in the background
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

  /** Returns a limit that never changes. */
  public static LiveLimit fixed(ReadLimit limit) {
    return new LiveLimit(limit, () -> limit, Runnable::run, () -> 0);
  }

  /** Returns the limit in force in read units a second; 0: no limit. */
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
      // the read goes on under the previous limit, which still protects the table
      LOG.warn(
          "The read limit is unchanged, because the table could not be described: {}", describe(e));
    }
  }
}
