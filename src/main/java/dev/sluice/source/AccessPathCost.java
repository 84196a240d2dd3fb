package dev.sluice.source;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.schema.Discovered;
import java.util.Locale;
import java.util.Optional;

/**
 * What two ways to the same items are expected to take, eventually consistent.
 *
 * @param scan read units of a Scan of what was sampled
 * @param queries read units of Queries of an index that projects all attributes
 */
record AccessPathCost(double scan, double queries) {
  /** What is read is rounded up to this, of every Query alone. */
  private static final double MIN_UNITS = 0.5;

  /**
   * By the size that DynamoDB tells, up to six hours old, or what the sample took if that is more; and by the share of the
   * sample's items that are asked for. Empty where nothing is counted, or no size is known.
   *
   * @param sizeBytes as DynamoDB tells it, of what was sampled
   */
  static Optional<AccessPathCost> of(long sizeBytes, Discovered sample, IndexNeeds needs) {
    boolean known = sizeBytes > 0 || sample.whole();
    if (needs.attribute() == null || sample.sampled() == 0 || !known) {
      return Optional.empty();
    }
    long asked = needs.values().stream()
        .distinct()
        .mapToLong(value -> sample.counts().getOrDefault(value, 0L))
        .sum();
    double scan = Math.max(
        Math.ceil((double) sizeBytes / ReadUnitSize.EVENTUAL_BYTES / MIN_UNITS) * MIN_UNITS,
        sample.consumedReadUnits());
    double share = (double) asked / sample.sampled();
    return Optional.of(
        new AccessPathCost(scan, scan * share + MIN_UNITS * needs.values().size()));
  }

  String inWords(String index) {
    return String.format(
        Locale.ROOT,
        "queries of index %s would take about %,.1f read units, a scan %,.1f",
        index,
        queries,
        scan);
  }
}
