package dev.sluice.dataset.run;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a lease beats.
 *
 * @param length after so long without a beat another may take over
 */
public record LeaseTimes(Duration length) implements Serializable {
  /**
   * Two minutes: late answers of a network or a store that is busy do not make a holder dead. The system property {@code
   * sluice.lease}, a duration such as {@code PT2S}, is for tests, which cannot wait so long.
   */
  public static final LeaseTimes USUAL =
      new LeaseTimes(Duration.parse(System.getProperty("sluice.lease", "PT2M")));

  private static final int BEATS = 24;
  private static final Duration FASTEST = Duration.ofMillis(50);

  /** The pause between two beats. */
  Duration beat() {
    Duration beat = length.dividedBy(BEATS);
    return beat.compareTo(FASTEST) < 0 ? FASTEST : beat;
  }
}
