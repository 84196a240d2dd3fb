package dev.sluice.capacity;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The constraints of one read besides its rate.
 *
 * @param subject the table or index, for messages: {@code table InferenceMetadata}
 * @param factor the price of a unit of an eventually consistent read: 1, or 2 for consistent reads
 * @param maxUnits read units in all; infinite: no budget
 * @param deadline no page is fetched from then on; {@link Instant#MAX}: none
 */
public record ReadConstraints(
    String subject, int factor, double maxUnits, Instant deadline, InstantSource clock) {
  /** Returns constraints without budget and deadline. */
  public static ReadConstraints open(String subject, int factor) {
    return new ReadConstraints(
        subject, factor, Double.POSITIVE_INFINITY, Instant.MAX, InstantSource.system());
  }

  /** Returns whether the deadline has passed. */
  boolean isOver() {
    return !clock.instant().isBefore(deadline);
  }
}
