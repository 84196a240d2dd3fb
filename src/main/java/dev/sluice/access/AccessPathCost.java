package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.schema.Discovered;
import java.util.Locale;
import java.util.Optional;

/**
 * The expected read units of two access paths to the same items, for eventually consistent reads.
 *
 * @param scan a Scan of the table or index that was sampled
 * @param queries Queries of an index that projects all attributes
 */
record AccessPathCost(double scan, double queries) {
  /** The units of one block. Each Query is rounded up to blocks. */
  private static final double MIN_UNITS = 0.5;

  /**
   * Estimates the cost from the table's size and from the share of the sample's items that the filter selects. The size
   * is DynamoDB's, up to six hours old, or the sample's cost if that is higher. Empty if nothing is counted, or no size
   * is known.
   *
   * @param sizeBytes DynamoDB's size of the table or index that was sampled
   */
  static Optional<AccessPathCost> of(long sizeBytes, Discovered sample, IndexNeeds needs) {
    boolean known = sizeBytes > 0 || sample.whole();
    if (needs.attribute() == null || sample.sampled() == 0 || !known) {
      return Optional.empty();
    }
    long selected = needs.values().stream()
        .distinct()
        .mapToLong(value -> sample.counts().getOrDefault(value, 0L))
        .sum();
    double scan = Math.max(
        Math.ceil((double) sizeBytes / ReadUnitSize.BLOCK_BYTES) * MIN_UNITS,
        sample.consumedReadUnits());
    double share = (double) selected / sample.sampled();
    return Optional.of(
        new AccessPathCost(scan, scan * share + MIN_UNITS * needs.values().size()));
  }

  String text(String index) {
    return String.format(
        Locale.ROOT,
        "queries of index %s would take about %,.1f read units, a scan %,.1f",
        index,
        queries,
        scan);
  }
}
