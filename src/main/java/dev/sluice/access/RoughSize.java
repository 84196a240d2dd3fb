package dev.sluice.access;

import dev.sluice.schema.Discovered;
import java.util.OptionalLong;

/**
 * A table's size, as closely as is needed to cut it into chunks.
 *
 * @param bytes empty: not known
 * @param consumedReadUnits consumed to find out, beside the sample
 */
public record RoughSize(OptionalLong bytes, double consumedReadUnits) {
  /**
   * Returns the size that DynamoDB tells, up to six hours old. A sample of the whole table replaces it; where a sample shows
   * that it is too small (0 of a young table), a small part of the table is counted.
   */
  public static RoughSize of(TableProbe probe) {
    Discovered sample = probe.discovered().orElse(null);
    if (sample == null) {
      return told(probe);
    }
    double sampled = TableSize.sampledBytes(probe, sample);
    if (sample.whole()) {
      return known(OptionalLong.of((long) sampled));
    }
    return TableSize.isOutdated(probe, sample)
        ? counted(TableSizeEstimator.rough(probe), sampled, sample.sampled())
        : told(probe);
  }

  /** Returns the size that DynamoDB tells. */
  public static RoughSize told(TableProbe probe) {
    long told = probe.sizeBytes();
    return known(told > 0 ? OptionalLong.of(told) : OptionalLong.empty());
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
