package dev.sluice.access;

import dev.sluice.capacity.ReadUnits;
import dev.sluice.schema.Discovered;
import java.util.Locale;
import java.util.Optional;

/**
 * The size of a table or an index.
 *
 * @param keys distinct values of the partition key, extrapolated from the sample
 * @param basis the source of the figures, for people
 * @param consumedReadUnits consumed to find out, beside the sample
 */
public record TableSize(
    double items, double bytes, double keys, String basis, double consumedReadUnits) {
  /** A description that differs by this share from a sample of the whole table is outdated. */
  private static final double OUTDATED = 0.1;

  /**
   * Returns the sample's size if the sample was the whole table, else the size that DynamoDB tells. Where that is nothing, or
   * less than the sample alone, a part of the table is counted. Empty where no sample was taken, or the part says too little.
   */
  public static Optional<TableSize> of(TableProbe probe) {
    if (probe.sample().isEmpty()) {
      return Optional.empty();
    }
    Discovered sample = probe.sample().get().discovered();
    SampleTraits traits = probe.sample().get().traits();
    double items = probe.itemCount();
    double bytes = probe.sizeBytes();
    if (sample.whole()) {
      boolean told = isNear(items, (double) sample.sampled()) && bytes > 0;
      return Optional.of(new TableSize(
          sample.sampled(),
          told ? bytes : sampledBytes(probe, sample),
          traits.keys(),
          "the sample was the whole table",
          0));
    }
    double keysAnItem = (double) traits.keys() / Math.max(1, traits.items());
    return isOutdated(probe, sample)
        ? TableSizeEstimator.fine(probe).map(counted -> counted.size(keysAnItem))
        : Optional.of(new TableSize(
            items,
            bytes,
            items * keysAnItem,
            "by the size that DynamoDB tells, up to six hours old",
            0));
  }

  /** Returns whether DynamoDB tells less than the sample alone shows; of a young table it tells nothing. */
  static boolean isOutdated(TableProbe probe, Discovered sample) {
    return probe.itemCount() < sample.sampled()
        || probe.sizeBytes() < sampledBytes(probe, sample) / 2;
  }

  /** Returns the bytes of the sample's items, or a little more: pages are rounded up. */
  static double sampledBytes(TableProbe probe, Discovered sample) {
    double units = sample.consumedReadUnits();
    return units * ReadUnits.bytesPerUnit(probe.settings().consistentRead());
  }

  /** Returns why DynamoDB's count of the items cannot be true any more; empty: it may be. */
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

  private static boolean isNear(double told, double counted) {
    return Math.abs(told - counted) <= OUTDATED * counted;
  }
}
