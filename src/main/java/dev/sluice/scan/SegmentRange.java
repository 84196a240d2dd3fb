package dev.sluice.scan;

import java.io.Serializable;

/**
 * Adjacent segments of a table, read by one task.
 *
 * @param first the number of the first segment, from 0
 * @param count at least 1
 * @param total the number of segments of the whole table
 */
public record SegmentRange(int first, int count, int total) implements Serializable {
  public SegmentRange {
    if (first < 0 || count < 1 || first + count > total) {
      throw new IllegalArgumentException(
          "no segments of " + total + ": " + count + " from " + first);
    }
  }

  /**
   * Returns one of the ranges of equal length that all segments are divided into.
   *
   * @param ranges at most the number of segments
   * @param number the number of the range, from 0
   */
  public static SegmentRange of(int total, int ranges, int number) {
    int first = (int) ((long) total * number / ranges);
    int next = (int) ((long) total * (number + 1) / ranges);
    return new SegmentRange(first, next - first, total);
  }
}
