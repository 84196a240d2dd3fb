package dev.sluice.write;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts of a write: of a request, a task or all tasks.
 *
 * @param written items that DynamoDB has put, updated or deleted
 * @param unchanged items that a condition refused although they are as the row wants them: mostly written by an earlier
 *     attempt whose answer was lost
 * @param refused items that a condition refused, and that are not as the row wants them
 * @param units write units consumed, including those of indexes; those of refused items are estimated by their size,
 *     because DynamoDB does not report them
 * @param retried requests sent again: lost, throttled, or for unprocessed items
 * @param refusedItems names of the first refused items
 */
public record WriteStats(
    long written,
    long unchanged,
    long refused,
    double units,
    long retried,
    List<String> refusedItems)
    implements Serializable {
  /** Nothing. */
  public static final WriteStats NONE = new WriteStats(0, 0, 0, 0, 0, List.of());

  /** The number of refused items that are named. */
  private static final int MAX_NAMED = 5;

  public WriteStats {
    refusedItems = List.copyOf(refusedItems);
  }

  static WriteStats written(long items, double units, long retried) {
    return new WriteStats(items, 0, 0, units, retried, List.of());
  }

  static WriteStats unchanged(double units, long retried) {
    return new WriteStats(0, 1, 0, units, retried, List.of());
  }

  static WriteStats refused(String item, double units, long retried) {
    return new WriteStats(0, 0, 1, units, retried, List.of(item));
  }

  /** Returns the number of all items. */
  public long items() {
    return written + unchanged + refused;
  }

  /** Returns the sum. */
  public WriteStats plus(WriteStats other) {
    return new WriteStats(
        written + other.written,
        unchanged + other.unchanged,
        refused + other.refused,
        units + other.units,
        retried + other.retried,
        Stream.concat(refusedItems.stream(), other.refusedItems.stream())
            .limit(MAX_NAMED)
            .toList());
  }
}
