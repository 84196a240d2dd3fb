package dev.sluice.capacity;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What one read of a table keeps to besides its rate.
 *
 * @param subject what is read, as a user calls it: {@code table InferenceMetadata}
 * @param factor what a unit of an eventually consistent read costs: 1, or 2 for consistent reads
 * @param maxUnits read units in all; infinite: no budget
 * @param deadline no page is asked for from then on; {@link Instant#MAX}: none
 */
public record ReadConstraints(
    String subject, int factor, double maxUnits, Instant deadline, InstantSource clock) {
  /** Neither budget nor deadline. */
  public static ReadConstraints open(String subject, int factor) {
    return new ReadConstraints(
        subject, factor, Double.POSITIVE_INFINITY, Instant.MAX, InstantSource.system());
  }

  /** Whether there is a budget or a deadline, which have to be kept even where no limit is. */
  public boolean bounded() {
    return maxUnits < Double.POSITIVE_INFINITY || deadline.isBefore(Instant.MAX);
  }

  boolean isOver() {
    return !clock.instant().isBefore(deadline);
  }
}
