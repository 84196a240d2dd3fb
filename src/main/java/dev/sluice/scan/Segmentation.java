package dev.sluice.scan;

import java.util.List;
import java.util.OptionalLong;

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

  /**
   * So many pieces for each core: what was in flight, a piece a core, is read again after a crash, and shall be no more
   * than a twenty-fifth of the table.
   */
  private static final int PIECES_A_CORE = 25;

  /** So many on one core too: a start that stops early shall have finished some. */
  private static final int SEVERAL_PIECES = 32;

  /** Smaller pieces, and their files, are worth less than what reading one again costs: some 128 read units. */
  private static final long MIN_PIECE_BYTES = 1L << 20;

  /** Larger ones make more than a file of a good size. */
  private static final long MAX_PIECE_BYTES = 512L << 20;

  /** So that the next page of one segment comes while that of another is decoded. */
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
    long fine = Math.max((long) cores * SEGMENTS_A_CORE, ceiling(sizeBytes, SEGMENT_BYTES));
    long segments = asked > 0 ? asked : fine;
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    long bySize = ceiling(sizeBytes, TASK_BYTES);
    return new Segmentation(total, (int) Math.min(total, Math.max(cores, several(bySize, total))));
  }

  /**
   * Chooses both numbers for a scan that is resumed piece by piece: a task reads one piece.
   *
   * @param size in bytes; empty where it is not known, and then there are as many pieces as safety asks for
   * @param cores that the application has
   * @param asked segments that the user wants; 0: from the size and the cores
   * @param largestPieceBytes that a piece may have at most, where its size is known
   */
  public static Segmentation inChunks(
      OptionalLong size, int cores, int asked, long largestPieceBytes) {
    long sizeBytes = size.orElse(0);
    long bySize = ceiling(sizeBytes, Math.min(MAX_PIECE_BYTES, largestPieceBytes));
    long bySafety = Math.max(SEVERAL_PIECES, (long) cores * PIECES_A_CORE);
    if (asked > 0) {
      long byBudget = Math.max(cores, ceiling(sizeBytes, largestPieceBytes));
      long wanted = Math.max(byBudget, several(Math.max(bySafety, bySize), asked));
      return new Segmentation(asked, (int) Math.min(asked, wanted));
    }
    long worthwhile = size.isEmpty() ? bySafety : Math.min(bySafety, sizeBytes / MIN_PIECE_BYTES);
    long pieces = Math.max(cores, Math.max(bySize, worthwhile));
    long segments = Math.max(of(sizeBytes, cores, 0).segments(), pieces * SEGMENTS_AT_ONCE);
    int total = (int) Math.min(MAX_SEGMENTS, segments);
    return new Segmentation(total, (int) Math.min(total, pieces));
  }

  public List<SegmentRange> ranges() {
    return SegmentRange.split(segments, tasks);
  }

  /** Not so many that one would have too few segments to keep several pages on their way. */
  private static long several(long tasks, int segments) {
    return Math.min(tasks, segments / SEGMENTS_AT_ONCE);
  }

  private static long ceiling(long bytes, long unit) {
    return bytes / unit + (bytes % unit == 0 ? 0 : 1);
  }
}
