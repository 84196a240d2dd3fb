package dev.sluice.source;

import dev.sluice.schema.Discovered;
import java.util.OptionalLong;

/**
 * How much there is to read, as closely as is needed to cut it into pieces.
 *
 * @param bytes empty: not known
 * @param consumedReadUnits that it took to find out, beside the sample
 */
record RoughSize(OptionalLong bytes, double consumedReadUnits) {
  /**
   * As DynamoDB tells it, up to six hours old; of a sample that was all there is, its own; where a sample shows that what
   * is told is too little (of a young table nothing is), by counting a small part.
   */
  static RoughSize of(TableHandle handle) {
    Discovered sample = handle.discovered().orElse(null);
    if (sample == null) {
      return told(handle);
    }
    double sampled = TableSize.sampledBytes(handle, sample);
    if (sample.whole()) {
      return known(OptionalLong.of((long) sampled));
    }
    return TableSize.isOutdated(handle, sample)
        ? counted(TableSizeEstimator.rough(handle), sampled, sample.sampled())
        : told(handle);
  }

  /** As DynamoDB tells it. */
  static RoughSize told(TableHandle handle) {
    long told = handle.sizeBytes();
    return known(told > 0 ? OptionalLong.of(told) : OptionalLong.empty());
  }

  private static RoughSize known(OptionalLong bytes) {
    return new RoughSize(bytes, 0);
  }

  private static RoughSize counted(
      TableSizeEstimator census, double sampledBytes, long sampledItems) {
    double bytes = census.allItems() * sampledBytes / Math.max(1, sampledItems);
    return new RoughSize(
        bytes == 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.max(bytes, sampledBytes)),
        census.spent());
  }
}
