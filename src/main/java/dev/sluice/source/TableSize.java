package dev.sluice.source;

import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.schema.Discovered;
import java.util.Locale;
import java.util.Optional;

/**
 * How much there is to read of a table or an index.
 *
 * @param keys different values of the partition key, as the sample lets one expect
 * @param basis where the figures are from
 * @param consumedReadUnits that it took to find out, beside the sample
 */
public record TableSize(
    double items, double bytes, double keys, String basis, double consumedReadUnits) {
  /** A description this far from a sample that was the whole table is outdated. */
  private static final double OUTDATED = 0.1;

  /**
   * By the sample if that was the whole table, else as DynamoDB tells it; where that is nothing, or less than the sample
   * alone, a part of the table is counted. Empty where no sample was taken, or that part says too little.
   */
  static Optional<TableSize> of(TableHandle handle) {
    return handle.discovered().isEmpty() || handle.traits().isEmpty()
        ? Optional.empty()
        : known(handle).or(() -> counted(handle));
  }

  private static Optional<TableSize> counted(TableHandle handle) {
    double keys = keysAnItem(handle);
    return TableSizeEstimator.fine(handle).map(census -> census.size(keys));
  }

  /**
   * Likewise, but counts nothing; as DynamoDB tells it where no sample was taken. Empty where the sample shows that what
   * is told is too little.
   */
  static Optional<TableSize> known(TableHandle handle) {
    Discovered sample = handle.discovered().orElse(null);
    return sample != null && sample.whole()
        ? Optional.of(sampled(handle, sample))
        : Optional.of(told(handle)).filter(size -> sample == null || !isOutdated(handle, sample));
  }

  private static TableSize sampled(TableHandle handle, Discovered sample) {
    double told = handle.sizeBytes();
    double items = handle.description().itemCountOf(handle.options().index());
    boolean fits = isNear(items, (double) sample.sampled()) && told > 0;
    return new TableSize(
        sample.sampled(),
        fits ? told : sampledBytes(handle, sample),
        handle.traits().map(SampleTraits::keys).orElse(0),
        "the sample was the whole table",
        0);
  }

  private static TableSize told(TableHandle handle) {
    double items = handle.description().itemCountOf(handle.options().index());
    return new TableSize(
        items,
        handle.sizeBytes(),
        items * keysAnItem(handle),
        "by the size that DynamoDB tells, up to six hours old",
        0);
  }

  private static double keysAnItem(TableHandle handle) {
    return handle
        .traits()
        .map(traits -> (double) traits.keys() / Math.max(1, traits.items()))
        .orElse(1.0);
  }

  /** Whether DynamoDB tells less than the sample alone shows; of a young table it tells nothing. */
  static boolean isOutdated(TableHandle handle, Discovered sample) {
    String index = handle.options().index();
    return handle.description().itemCountOf(index) < sample.sampled()
        || handle.sizeBytes() < sampledBytes(handle, sample) / 2;
  }

  /** What the sample's items have, or a little more: pages are rounded up. */
  static double sampledBytes(TableHandle handle, Discovered sample) {
    double units = sample.consumedReadUnits();
    return (handle.options().consistentRead() ? units / 2 : units) * ReadUnitSize.EVENTUAL_BYTES;
  }

  /** Whether what DynamoDB tells of the items is not what the sample shows; empty: it fits, as far as one can see. */
  static Optional<String> contradiction(TableHandle handle) {
    long items = handle.description().itemCountOf(handle.options().index());
    long sampled = handle.discovered().map(Discovered::sampled).orElse(0L);
    boolean whole = handle.discovered().map(Discovered::whole).orElse(false);
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
