package dev.sluice.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring segments of a table, which one task reads.
 *
 * @param first number of the first, from 0
 * @param count how many, at least 1
 * @param total segments that the whole table is cut into
 */
public record SegmentRange(int first, int count, int total) implements Serializable {
  public SegmentRange {
    if (first < 0 || count < 1 || first + count > total) {
      throw new IllegalArgumentException(
          "no segments of " + total + ": " + count + " from " + first);
    }
  }

  /** Cuts all segments into ranges of even length, as many as asked but never more than there are segments. */
  public static List<SegmentRange> split(int total, int ranges) {
    int n = Math.min(total, ranges);
    List<SegmentRange> split = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      split.add(of(total, n, i));
    }
    return split;
  }

  /**
   * Returns one of the ranges that all segments are cut into.
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
