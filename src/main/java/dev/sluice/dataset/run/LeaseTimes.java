package dev.sluice.dataset.run;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times of a lease.
 *
 * @param length the time without a beat after which another process may take over
 * @param patience the longest time for which a waiting process watches for a beat
 */
public record LeaseTimes(Duration length, Duration patience) implements Serializable {
  /**
   * The default, two minutes: a slow network or a busy store must not make a holder look dead. The system property
   * {@code sluice.lease}, a duration such as {@code PT2S}, is for tests, which cannot wait as long.
   */
  public static final LeaseTimes USUAL =
      new LeaseTimes(Duration.parse(System.getProperty("sluice.lease", "PT2M")));

  private static final int BEATS = 24;
  /** The number of missed beats that a late response cannot explain. */
  private static final int SIGNS = 4;

  private static final Duration FASTEST = Duration.ofMillis(50);

  public LeaseTimes(Duration length) {
    this(length, length);
  }

  /** Returns the times for a run with a deadline. It waits for at most half of the time left. */
  public LeaseTimes within(@Nullable Duration deadline) {
    Duration half = deadline == null ? length : deadline.dividedBy(2);
    Duration least = beat().multipliedBy(SIGNS);
    Duration patience = half.compareTo(least) < 0 ? least : half;
    return new LeaseTimes(length, patience.compareTo(length) < 0 ? patience : length);
  }

  /** Returns the pause between two beats. */
  Duration beat() {
    Duration beat = length.dividedBy(BEATS);
    return beat.compareTo(FASTEST) < 0 ? FASTEST : beat;
  }
}
