package dev.sluice.scan;

import java.util.List;

/**
 * Into how many segments a table is cut, and how many tasks read them.
 *
 * @param segments what Scan calls TotalSegments
 * @param tasks Spark's input partitions
 */
public record Segmentation(int segments, int tasks) {
  /** A segment of this size is read in seconds, so that little is read again after a failure. */
  private static final long SEGMENT_BYTES = 64L << 20;

  /** What one task should write: a file of a good size. */
  private static final long TASK_BYTES = 256L << 20;

  /** More than one segment a core even for a table of which nothing is known: its size may be six hours old, or 0. */
  private static final int SEGMENTS_A_CORE = 8;

  private static final int MOST_SEGMENTS = 1_000_000;

  /**
   * Chooses both numbers.
   *
   * @param sizeBytes as the description says; 0 where it says nothing
   * @param cores that the application has
   * @param asked segments that the user wants; 0: from the size and the cores
   */
  public static Segmentation of(long sizeBytes, int cores, int asked) {
    long bySize = ceiling(sizeBytes, SEGMENT_BYTES);
    long segments = asked > 0 ? asked : Math.max((long) cores * SEGMENTS_A_CORE, bySize);
    int total = (int) Math.min(MOST_SEGMENTS, segments);
    long tasks = Math.max(cores, ceiling(sizeBytes, TASK_BYTES));
    return new Segmentation(total, (int) Math.min(total, tasks));
  }

  public List<SegmentRange> ranges() {
    return SegmentRange.split(segments, tasks);
  }

  private static long ceiling(long bytes, long unit) {
    return (bytes + unit - 1) / unit;
  }
}
