package dev.sluice.capacity;

import dev.sluice.failure.SluiceException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit that follows what the table has: auto-scaling changes it while it is read. It is looked at again when it is
 * asked for and has not been for a minute; who asks does not wait for that.
 */
public final class LiveLimit {
  private static final long EVERY = Duration.ofMinutes(1).toNanos();
  private static final Logger LOG = LoggerFactory.getLogger(LiveLimit.class);

  private final Supplier<ReadLimit> look;
  private final Executor aside;
  private final LongSupplier nanoTime;
  private volatile ReadLimit limit;
  private long lookedAt;

  /**
   * @param limit the one in force now
   * @param look describes the table again
   * @param aside where it does so
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public LiveLimit(
      ReadLimit limit, Supplier<ReadLimit> look, Executor aside, LongSupplier nanoTime) {
    this.limit = limit;
    this.look = look;
    this.aside = aside;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  /** A limit that stays. */
  public static LiveLimit fixed(ReadLimit limit) {
    return new LiveLimit(limit, () -> limit, Runnable::run, () -> 0);
  }

  /** The limit in force; 0: none. */
  double unitsPerSecond() {
    if (isDue()) {
      aside.execute(this::lookAgain);
    }
    return limit.unitsPerSecond();
  }

  private synchronized boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean due = now - lookedAt >= EVERY;
    lookedAt = due ? now : lookedAt;
    return due;
  }

  private static Object told(Throwable failure) {
    return failure instanceof SluiceException known ? String.valueOf(known.getMessage()) : failure;
  }

  private void lookAgain() {
    try {
      limit = look.get();
    } catch (Throwable e) {
      // Nobody waits for it. The table is being read all the same; the limit of before still
      // protects it.
      LOG.warn("The read limit stays as it is: the table could not be described: {}", told(e));
    }
  }
}
