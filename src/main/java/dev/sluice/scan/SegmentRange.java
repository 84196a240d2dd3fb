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
      int first = (int) ((long) total * i / n);
      int next = (int) ((long) total * (i + 1) / n);
      split.add(new SegmentRange(first, next - first, total));
    }
    return split;
  }
}
