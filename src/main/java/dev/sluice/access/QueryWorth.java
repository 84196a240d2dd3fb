package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;
import java.util.Optional;

/**
 * The number of Queries of which all together cost less than a Scan. A Query for a key reads at least half a unit, even
 * if there is no item; a Scan reads everything.
 *
 * @param maxQueries the number of Queries, each for one value of the partition key, from which a Scan is preferred
 * @param unitsPerKey the expected read units of one of them, eventually consistent; at least 0.5
 */
public record QueryWorth(int maxQueries, double unitsPerKey) {
  /** The share of a Scan's cost that Queries may cost by the estimate. The other half is for what it does not know. */
  private static final double SHARE = 0.5;

  private static final double MIN_UNITS = 0.5;

  /** The largest number of Queries: their keys pass through the driver's memory. */
  public static final int MAX_QUERIES = 100_000;

  /**
   * The largest number of Queries of a table whose size is not known. They cost at most 5,000 read units more than a
   * Scan would. A Scan may cost any number more than they do.
   */
  private static final int MAX_QUERIES_OF_UNKNOWN = 10_000;

  /**
   * Compares Queries with a Scan by the table's size. Sends no request to DynamoDB.
   *
   * @param segments the number of the Scan's segments
   */
  public static QueryWorth of(TableProbe probe, int segments) {
    Optional<TableSize> known =
        TableSize.known(probe).filter(size -> size.items() > 0 && size.bytes() > 0);
    return known
        .map(size -> of(size, segments, pageBytes(probe)))
        .orElse(new QueryWorth(MAX_QUERIES_OF_UNKNOWN, MIN_UNITS));
  }

  private static double pageBytes(TableProbe probe) {
    return probe.limit().unitsPerPage() * ReadUnitSize.EVENTUAL_BYTES;
  }

  static QueryWorth of(TableSize size, int segments, double pageBytes) {
    double scan = new ScanUnits(size, Math.max(1, segments), pageBytes).expected();
    double bytesPerKey = size.bytes() / size.items() * size.itemsPerKey();
    double perKey = MIN_UNITS * Math.max(1, Math.ceil(bytesPerKey / ReadUnitSize.BLOCK_BYTES));
    return new QueryWorth((int) Math.min(MAX_QUERIES, scan * SHARE / perKey), perKey);
  }
}
