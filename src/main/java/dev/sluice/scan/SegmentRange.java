package dev.sluice.scan;

import java.io.Serializable;

/**
 * Adjacent segments of a table, which one task reads.
 *
 * @param first the number of the first segment, from 0
 * @param count at least 1
 * @param total segments of the whole table
 */
public record SegmentRange(int first, int count, int total) implements Serializable {
  public SegmentRange {
    if (first < 0 || count < 1 || first + count > total) {
      throw new IllegalArgumentException(
          "no segments of " + total + ": " + count + " from " + first);
    }
  }

  /**
   * Returns one of the ranges of even length that all segments are cut into.
   *
   * @param ranges at most as many as there are segments
   * @param number of the range, from 0
   */
  public static SegmentRange of(int total, int ranges, int number) {
    int first = (int) ((long) total * number / ranges);
    int next = (int) ((long) total * (number + 1) / ranges);
    return new SegmentRange(first, next - first, total);
  }
}
