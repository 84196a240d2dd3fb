package dev.sluice.scan;

import java.util.OptionalLong;

/**
 * The cut of a table into segments, and the number of tasks that read them.
 *
 * @param segments what Scan calls TotalSegments
 * @param tasks Spark's input partitions
 */
public record Segmentation(int segments, int tasks) {
  /** A segment of this size is read in seconds, so that little is read again after a failure. */
  private static final long SEGMENT_BYTES = 64L << 20;

  /** The bytes that one task reads: a file of a good size. */
  private static final long TASK_BYTES = 256L << 20;

  /** Segments for each core, even of a table whose size is unknown: DynamoDB's figure may be six hours old, or 0. */
  private static final int SEGMENTS_PER_CORE = 8;

  /**
   * So many chunks for each core: what was in flight, a chunk a core, is read again after a crash, and shall be no more
   * than a twenty-fifth of the table.
   */
  private static final int CHUNKS_PER_CORE = 25;

  /** The fewest chunks, on one core too: a start that stops early shall have finished some. */
  private static final int MIN_CHUNKS = 32;

  /** The smallest chunk: reading it again costs some 128 read units, less than a file is worth. */
  private static final long MIN_CHUNK_BYTES = 1L << 20;

  /** The largest chunk: a larger one makes more than a file of a good size. */
  private static final long MAX_CHUNK_BYTES = 512L << 20;

  /** Segments of one task at once: the next page of one comes while that of another is decoded. */
  private static final int SEGMENTS_AT_ONCE = 4;

  private static final int MAX_SEGMENTS = 1_000_000;

  /**
   * Chooses both numbers.
   *
   * @param sizeBytes as the description says; 0 where it says nothing
   * @param cores that the application has
   * @param asked segments that the user wants; 0: from the size and the cores
   */
  public static Segmentation of(long sizeBytes, int cores, int asked) {
    long fine = Math.max((long) cores * SEGMENTS_PER_CORE, ceiling(sizeBytes, SEGMENT_BYTES));
    long segments = asked > 0 ? asked : fine;
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    long bySize = ceiling(sizeBytes, TASK_BYTES);
    return new Segmentation(total, (int) Math.min(total, Math.max(cores, several(bySize, total))));
  }

  /**
   * Chooses both numbers for a scan that is resumed chunk by chunk: a task reads one chunk.
   *
   * @param size in bytes; empty where it is not known, and then there are as many chunks as safety asks for
   * @param cores that the application has
   * @param asked segments that the user wants; 0: from the size and the cores
   * @param maxChunkBytes that a chunk may have at most, where its size is known
   */
  public static Segmentation inChunks(OptionalLong size, int cores, int asked, long maxChunkBytes) {
    long sizeBytes = size.orElse(0);
    long bySize = ceiling(sizeBytes, Math.min(MAX_CHUNK_BYTES, maxChunkBytes));
    long bySafety = Math.max(MIN_CHUNKS, (long) cores * CHUNKS_PER_CORE);
    if (asked > 0) {
      long byBudget = Math.max(cores, ceiling(sizeBytes, maxChunkBytes));
      long wanted = Math.max(byBudget, several(Math.max(bySafety, bySize), asked));
      return new Segmentation(asked, (int) Math.min(asked, wanted));
    }
    long worthwhile = size.isEmpty() ? bySafety : Math.min(bySafety, sizeBytes / MIN_CHUNK_BYTES);
    long chunks = Math.max(cores, Math.max(bySize, worthwhile));
    long segments = Math.max(of(sizeBytes, cores, 0).segments(), chunks * SEGMENTS_AT_ONCE);
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    return new Segmentation(total, (int) Math.min(total, chunks));
  }

  /** Returns fewer tasks where one would have too few segments to fetch several pages at once. */
  private static long several(long tasks, int segments) {
    return Math.min(tasks, segments / SEGMENTS_AT_ONCE);
  }

  private static long ceiling(long bytes, long unit) {
    return bytes / unit + (bytes % unit == 0 ? 0 : 1);
  }
}
