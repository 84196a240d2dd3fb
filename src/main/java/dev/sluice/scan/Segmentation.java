package dev.sluice.scan;

import java.util.OptionalLong;

/**
 * The division of a table into segments, and the number of tasks that read them.
 *
 * @param segments Scan's TotalSegments
 * @param tasks Spark's input partitions
 */
public record Segmentation(int segments, int tasks) {
  /** The size of a segment. One is read in seconds, so little is read again after a failure. */
  private static final long SEGMENT_BYTES = 64L << 20;

  /** The bytes that one task reads, which make a file of a good size. */
  private static final long TASK_BYTES = 256L << 20;

  /** The number of segments per core, even if the table seems small: DynamoDB's size may be six hours old, or 0. */
  private static final int SEGMENTS_PER_CORE = 8;

  /**
   * The number of chunks per core. After a crash the chunks in flight, one per core, are read again. They should be no
   * more than one twenty-fifth of the table.
   */
  private static final int CHUNKS_PER_CORE = 25;

  /** The smallest number of chunks, even on one core, so that a start that stops early has finished some of them. */
  private static final int MIN_CHUNKS = 32;

  /** The smallest chunk. Reading it again costs about 128 read units, less than a file is worth. */
  private static final long MIN_CHUNK_BYTES = 1L << 20;

  /** The largest chunk. A larger one would make more than one file of a good size. */
  private static final long MAX_CHUNK_BYTES = 512L << 20;

  /** The number of segments that a task reads at once, so that one fetches a page while another page is decoded. */
  private static final int SEGMENTS_AT_ONCE = 4;

  private static final int MAX_SEGMENTS = 1_000_000;

  /**
   * Chooses both numbers.
   *
   * @param sizeBytes the size in the table's description; 0 if it has none
   * @param cores the number of cores of the application
   * @param requested the number of segments that the user wants; 0: chosen by size and cores
   */
  public static Segmentation of(long sizeBytes, int cores, int requested) {
    long fine = Math.max((long) cores * SEGMENTS_PER_CORE, ceiling(sizeBytes, SEGMENT_BYTES));
    long segments = requested > 0 ? requested : fine;
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    long bySize = ceiling(sizeBytes, TASK_BYTES);
    return new Segmentation(total, (int) Math.min(total, Math.max(cores, several(bySize, total))));
  }

  /**
   * Chooses both numbers for a scan that is resumed chunk by chunk. A task reads one chunk.
   *
   * @param size in bytes; empty: not known, then the number of chunks is the one needed for safety
   * @param cores the number of cores of the application
   * @param requested the number of segments that the user wants; 0: chosen by size and cores
   * @param maxChunkBytes the largest size of a chunk, if the table's size is known
   */
  public static Segmentation inChunks(
      OptionalLong size, int cores, int requested, long maxChunkBytes) {
    long sizeBytes = size.orElse(0);
    long bySize = ceiling(sizeBytes, Math.min(MAX_CHUNK_BYTES, maxChunkBytes));
    long bySafety = Math.max(MIN_CHUNKS, (long) cores * CHUNKS_PER_CORE);
    if (requested > 0) {
      long byBudget = Math.max(cores, ceiling(sizeBytes, maxChunkBytes));
      long wanted = Math.max(byBudget, several(Math.max(bySafety, bySize), requested));
      return new Segmentation(requested, (int) Math.min(requested, wanted));
    }
    long worthwhile = size.isEmpty() ? bySafety : Math.min(bySafety, sizeBytes / MIN_CHUNK_BYTES);
    long chunks = Math.max(cores, Math.max(bySize, worthwhile));
    long segments = Math.max(of(sizeBytes, cores, 0).segments(), chunks * SEGMENTS_AT_ONCE);
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    return new Segmentation(total, (int) Math.min(total, chunks));
  }

  /** Returns fewer tasks if each would otherwise have too few segments to fetch several pages at once. */
  private static long several(long tasks, int segments) {
    return Math.min(tasks, segments / SEGMENTS_AT_ONCE);
  }

  private static long ceiling(long bytes, long unit) {
    return bytes / unit + (bytes % unit == 0 ? 0 : 1);
  }
}
