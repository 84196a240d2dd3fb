package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.Segmentation;
import java.util.OptionalLong;

/** Divides a scan that is resumed chunk by chunk. */
public record ChunkSizes(ReadSettings settings) {
  /** The smallest chunk that is worth a file. */
  private static final long MIN_CHUNK_BYTES = 64L << 20;

  /**
   * Returns segments and tasks small enough that a start which stops at its budget has finished most of them.
   *
   * @param sizeBytes empty: not known
   */
  public Segmentation cut(OptionalLong sizeBytes) {
    int cores = Cores.parallelism();
    return Segmentation.inChunks(
        sizeBytes, cores, settings.segments(), 1 + bytesOfBudget() / (4L * cores));
  }

  /**
   * Returns the read units after which a task records its progress: twice a task's average.
   *
   * @param sizeBytes the size of the whole table; 0: not known
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
