package dev.sluice.access;

import dev.sluice.schema.Discovered;
import java.util.OptionalLong;

/**
 * A table's approximate size, accurate enough to divide the table into chunks.
 *
 * @param bytes empty: not known
 * @param consumedReadUnits read units consumed to find the size, in addition to the sample
 */
public record RoughSize(OptionalLong bytes, double consumedReadUnits) {
  /**
   * Returns DynamoDB's size, up to six hours old. If the sample was the whole table, returns the sample's size. If the
   * sample shows that DynamoDB's size is too small (a young table has size 0), counts a small part of the table. The size
   * that an export states is right.
   */
  public static RoughSize of(TableProbe probe) {
    Discovered sample = probe.discovered().orElse(null);
    if (sample == null || probe.export().isPresent()) {
      return reported(probe);
    }
    double sampled = TableSize.sampledBytes(probe, sample);
    if (sample.whole()) {
      return known(OptionalLong.of((long) sampled));
    }
    return TableSize.isOutdated(probe, sample)
        ? counted(TableSizeEstimator.rough(probe), sampled, sample.sampled())
        : reported(probe);
  }

  /** Returns DynamoDB's size. */
  public static RoughSize reported(TableProbe probe) {
    long reported = probe.sizeBytes();
    return known(reported > 0 ? OptionalLong.of(reported) : OptionalLong.empty());
  }

  private static RoughSize known(OptionalLong bytes) {
    return new RoughSize(bytes, 0);
  }

  private static RoughSize counted(
      TableSizeEstimator counted, double sampledBytes, long sampledItems) {
    double bytes = counted.allItems() * sampledBytes / Math.max(1, sampledItems);
    return new RoughSize(
        bytes == 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.max(bytes, sampledBytes)),
        counted.spent());
  }
}
