package dev.sluice.dataset.run;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a lease beats.
 *
 * @param length after so long without a beat another may take over
 * @param patience how long who waits watches for a beat at most
 */
public record LeaseTimes(Duration length, Duration patience) implements Serializable {
  /**
   * Two minutes: late answers of a network or a store that is busy do not make a holder dead. The system property {@code
   * sluice.lease}, a duration such as {@code PT2S}, is for tests, which cannot wait so long.
   */
  public static final LeaseTimes USUAL =
      new LeaseTimes(Duration.parse(System.getProperty("sluice.lease", "PT2M")));

  private static final int BEATS = 24;
  /** So many beats missed are no late answer. */
  private static final int SIGNS = 4;

  private static final Duration FASTEST = Duration.ofMillis(50);

  public LeaseTimes(Duration length) {
    this(length, length);
  }

  /** Of a run that has only so long: it does not wait for more than half of it. Only work is at stake. */
  public LeaseTimes within(@Nullable Duration deadline) {
    Duration half = deadline == null ? length : deadline.dividedBy(2);
    Duration least = beat().multipliedBy(SIGNS);
    Duration patience = half.compareTo(least) < 0 ? least : half;
    return new LeaseTimes(length, patience.compareTo(length) < 0 ? patience : length);
  }

  /** The pause between two beats. */
  Duration beat() {
    Duration beat = length.dividedBy(BEATS);
    return beat.compareTo(FASTEST) < 0 ? FASTEST : beat;
  }
}
