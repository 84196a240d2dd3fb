package dev.sluice.capacity;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The constraints of one read besides its rate.
 *
 * @param subject the table or index in messages: {@code table InferenceMetadata}
 * @param factor the price of a unit relative to an eventually consistent read: 1, or 2 for consistent reads
 * @param maxUnits the budget in read units; infinite: no budget
 * @param deadline the instant from which no page is fetched; {@link Instant#MAX}: no deadline
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
