package dev.sluice.source;

import dev.sluice.schema.Discovered;
import dev.sluice.table.TableDescription;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What two ways to the same items are expected to take, eventually consistent.
 *
 * @param scan read units of a Scan of the table
 * @param queries read units of Queries of an index that projects all attributes
 */
record WayUnits(double scan, double queries) {
  private static final double BYTES_A_UNIT = 8192;

  /** What is read is rounded up to this, of every Query alone. */
  private static final double LEAST = 0.5;

  /**
   * By the size that DynamoDB tells, up to six hours old, or what the sample took if that is more; and by the share of the
   * sample's items that are asked for. Empty where nothing is counted, or no size is known.
   */
  static Optional<WayUnits> of(TableDescription table, Discovered sample, IndexRule rule) {
    boolean known = table.sizeBytes() > 0 || sample.whole();
    if (rule.attribute() == null || sample.sampled() == 0 || !known) {
      return Optional.empty();
    }
    long asked = rule.values().stream()
        .distinct()
        .mapToLong(value -> sample.counts().getOrDefault(value, 0L))
        .sum();
    double scan = Math.max(
        Math.ceil(table.sizeBytes() / BYTES_A_UNIT / LEAST) * LEAST, sample.consumedReadUnits());
    double share = (double) asked / sample.sampled();
    return Optional.of(new WayUnits(scan, scan * share + LEAST * rule.values().size()));
  }

  /** For the read that they are about. */
  Map<String, String> options() {
    return Map.of(
        IndexRule.SCAN_UNITS, Double.toString(scan),
        IndexRule.QUERY_UNITS, Double.toString(queries));
  }

  boolean queriesAreCheaper() {
    return queries < scan;
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
