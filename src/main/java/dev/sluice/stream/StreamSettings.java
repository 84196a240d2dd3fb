package dev.sluice.stream;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a read of a stream.
 *
 * @param settledAfter how long an open shard must give nothing before its end counts as found
 * @param maxChanges the changes of one trigger of a Spark stream; null: all that there are
 * @param ofAllReads whether that limit is stated for all reads, also those that have no triggers
 * @param span the changes that a batch has; null: all that there are when it is planned
 */
public record StreamSettings(
    Duration settledAfter,
    @Nullable Long maxChanges,
    boolean ofAllReads,
    @Nullable StreamSpan span) implements Serializable {
  /**
   * Half a minute: a shard with few records gives many empty answers before the next record. The system property {@code
   * sluice.settled}, a duration, is for tests, whose streams give all that they have at once.
   */
  public static final StreamSettings USUAL = new StreamSettings(
      Duration.parse(System.getProperty("sluice.settled", "PT30S")), null, false);

  /** Settings of a read to the end. */
  public StreamSettings(Duration settledAfter, @Nullable Long maxChanges, boolean ofAllReads) {
    this(settledAfter, maxChanges, ofAllReads, null);
  }

  /** Returns the settings for a batch of the changes between two positions. */
  public StreamSettings of(StreamSpan changes) {
    return new StreamSettings(settledAfter, maxChanges, ofAllReads, changes);
  }
}
