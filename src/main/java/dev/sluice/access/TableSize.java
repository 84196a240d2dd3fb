package dev.sluice.access;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.schema.Discovered;
import java.util.Locale;
import java.util.Optional;

/**
 * The size of a table or an index.
 *
 * @param keys the number of distinct values of the partition key, extrapolated from the sample
 * @param basis the source of the figures, for people
 * @param consumedReadUnits read units consumed to find the size, in addition to the sample
 */
public record TableSize(
    double items, double bytes, double keys, String basis, double consumedReadUnits) {
  /** The relative difference from a sample of the whole table at which a description counts as outdated. */
  private static final double OUTDATED = 0.1;

  /** Returns the mean number of items with the same partition key; at least 1. */
  public double itemsPerKey() {
    return items / Math.max(1, Math.min(keys, items));
  }

  /**
   * Returns the sample's size if the sample was the whole table, else DynamoDB's size. If DynamoDB gives none, or less
   * than the sample alone, counts a part of the table. Empty if no sample was taken, or the counted part is too small
   * to extrapolate from.
   */
  public static Optional<TableSize> of(TableProbe probe) {
    return probe.sample().isEmpty()
        ? Optional.empty()
        : known(probe).or(() -> TableSizeEstimator.fine(probe)
            .map(counted -> counted(counted, keysPerItem(probe))));
  }

  /**
   * Returns the size without counting anything. Without a sample it is DynamoDB's. Empty if the sample shows that
   * DynamoDB's size is too small.
   */
  public static Optional<TableSize> known(TableProbe probe) {
    Discovered sample = probe.discovered().orElse(null);
    return sample != null && sample.whole()
        ? Optional.of(sampled(probe, sample))
        : Optional.of(reported(probe)).filter(size -> sample == null || !isOutdated(probe, sample));
  }

  private static TableSize sampled(TableProbe probe, Discovered sample) {
    double reported = probe.sizeBytes();
    boolean fits = isNear((double) probe.itemCount(), (double) sample.sampled()) && reported > 0;
    return new TableSize(
        sample.sampled(),
        fits ? reported : sampledBytes(probe, sample),
        probe.sample().map(found -> found.traits().keys()).orElse(0),
        "the sample was the whole table",
        0);
  }

  private static TableSize reported(TableProbe probe) {
    return new TableSize(
        probe.itemCount(),
        probe.sizeBytes(),
        probe.itemCount() * keysPerItem(probe),
        "by DynamoDB's size, up to six hours old",
        0);
  }

  private static TableSize counted(TableSizeEstimator estimate, double keysPerItem) {
    return new TableSize(
        estimate.allItems(),
        estimate.allBytes(),
        estimate.allItems() * keysPerItem,
        String.format(
            Locale.ROOT,
            "DynamoDB gives no plausible size: %,d items in %d of %,d segments were counted, about %,.0f in all",
            estimate.items(),
            estimate.looked(),
            estimate.segments(),
            estimate.allItems()),
        estimate.spent());
  }

  private static double keysPerItem(TableProbe probe) {
    return probe
        .sample()
        .map(TableSample::traits)
        .map(traits -> (double) traits.keys() / Math.max(1, traits.items()))
        .orElse(1.0);
  }

  /** Returns whether DynamoDB's size is smaller than the sample alone. It is 0 for a young table. */
  static boolean isOutdated(TableProbe probe, Discovered sample) {
    return probe.itemCount() < sample.sampled()
        || probe.sizeBytes() < sampledBytes(probe, sample) / 2;
  }

  /** Returns the bytes of the sample's items, or a little more, because pages are rounded up. */
  static double sampledBytes(TableProbe probe, Discovered sample) {
    double units = sample.consumedReadUnits();
    return units * ReadUnitSize.bytesPerUnit(probe.settings().consistentRead());
  }

  /** Returns why DynamoDB's number of items cannot be correct any more; empty if it may be. */
  public static Optional<String> contradiction(TableProbe probe) {
    long items = probe.itemCount();
    long sampled = probe.discovered().map(Discovered::sampled).orElse(0L);
    boolean whole = probe.discovered().map(Discovered::whole).orElse(false);
    boolean wrong = whole ? !isNear((double) items, (double) sampled) : items < sampled;
    return wrong
        ? Optional.of(String.format(
            Locale.ROOT,
            "DynamoDB counts %,d items, every six hours, and the sample %s %,d",
            items,
            whole ? "of all of them" : "alone",
            sampled))
        : Optional.empty();
  }

  private static boolean isNear(double reported, double counted) {
    return Math.abs(reported - counted) <= OUTDATED * counted;
  }
}
