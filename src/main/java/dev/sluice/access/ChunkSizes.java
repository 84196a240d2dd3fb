package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.Segmentation;
import java.util.OptionalLong;

/** The cut of a scan that is resumed chunk by chunk. */
public record ChunkSizes(ReadSettings settings) {
  /** A smaller chunk is not worth a file. */
  private static final long MIN_CHUNK_BYTES = 64L << 20;

  /**
   * Returns segments and tasks so small that a start which stops at its budget has finished most of them.
   *
   * @param sizeBytes empty: not known
   */
  public Segmentation cut(OptionalLong sizeBytes) {
    int cores = Cores.parallelism();
    return Segmentation.inChunks(
        sizeBytes, cores, settings.segments(), 1 + bytesOfBudget() / (4L * cores));
  }

  /**
   * Returns the read units after which a task records its reading: twice what a task takes on average.
   *
   * @param sizeBytes of the whole table; 0: not known
   */
  public double units(int tasks, long sizeBytes) {
    long mean = sizeBytes / Math.max(1, tasks);
    long bytes = Math.max(MIN_CHUNK_BYTES, 2 * mean);
    return (double) bytes / ReadUnitSize.bytesPerUnit(settings.consistentRead());
  }

  private long bytesOfBudget() {
    Long units = settings.capacity().maxUnits();
    long unit = ReadUnitSize.bytesPerUnit(settings.consistentRead());
    return units == null || units > Long.MAX_VALUE / unit ? Long.MAX_VALUE : units * unit;
  }
}
