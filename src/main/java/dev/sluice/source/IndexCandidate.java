package dev.sluice.source;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription.Index;
import java.util.Comparator;

/**
 * An index that has every row wanted, and how it would be read.
 *
 * @param pushdown the query's predicates, divided by the keys of the index
 */
record IndexCandidate(Index index, Pushdown pushdown) {
  /** The read units of the smallest page. */
  private static final double MIN_UNITS = 0.5;

  /** The best first: the narrowest Queries, of these the fewest, of these those of the smallest index. */
  static final Comparator<IndexCandidate> BEST_FIRST = Comparator.<IndexCandidate>comparingInt(
          candidate -> -narrowness(candidate.pushdown))
      .thenComparing(candidate -> candidate.pushdown.queries().size())
      .thenComparing(
          candidate -> bytesPerItem(candidate.index.sizeBytes(), candidate.index.itemCount()))
      .thenComparing(candidate -> candidate.index.global())
      .thenComparing(candidate -> candidate.index.name());

  static final Comparator<IndexCandidate> BY_SIZE = Comparator.<IndexCandidate>comparingLong(
          candidate -> candidate.index.sizeBytes())
      .thenComparing(candidate -> candidate.index.name());

  boolean isQueried() {
    return !pushdown.queries().isEmpty();
  }

  /** Returns the least that the Queries cost, in read units of eventually consistent reads. */
  double minUnits() {
    return MIN_UNITS * pushdown.queries().size();
  }

  /** Returns the cost of a Scan, in read units of eventually consistent reads; infinite if the size is not known. */
  static double scanUnits(long sizeBytes) {
    return sizeBytes > 0
        ? Math.max(MIN_UNITS, (double) sizeBytes / ReadUnitSize.EVENTUAL_BYTES)
        : Double.POSITIVE_INFINITY;
  }

  /** Returns the mean size of an item; infinite if it is not known. */
  static double bytesPerItem(long sizeBytes, long items) {
    return sizeBytes > 0 && items > 0 ? (double) sizeBytes / items : Double.POSITIVE_INFINITY;
  }

  /** Returns how narrow Queries are: 2 for each attribute with a value, 1 for one with a range; 0: there are none. */
  static int narrowness(Pushdown pushdown) {
    return pushdown.queries().stream()
        .findFirst()
        .map(query -> query.names().size() + equalities(query))
        .orElse(0);
  }

  private static int equalities(Expression query) {
    return query.text().split(" = ", -1).length - 1;
  }
}
