package dev.sluice.pushdown;

/**
 * The cost of Queries in comparison with that of a Scan.
 *
 * @param maxQueries the number of Queries from which a Scan is preferred
 * @param unitsPerKey the expected read units of a Query for one value of the partition key; at least 0.5
 */
public record QueryBounds(int maxQueries, double unitsPerKey) {
  /** The smallest cost of a Query in read units. */
  private static final double MIN_UNITS = 0.5;

  /** Returns the same bounds for a read that makes Queries already: fewer of them always cost less. */
  QueryBounds atLeast(int queries) {
    return new QueryBounds(Math.max(maxQueries, queries), unitsPerKey);
  }

  /** Returns whether a Query for each of these values of the sort key costs less than one for all of its items. */
  boolean allowsEach(int sortKeys, int partitionKeys) {
    return (double) sortKeys * partitionKeys <= maxQueries && sortKeys * MIN_UNITS < unitsPerKey;
  }
}
