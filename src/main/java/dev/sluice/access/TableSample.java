package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.scan.SampleParts;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Discovery;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sample of a table.
 *
 * @param discovered the columns
 * @param traits the traits of the items themselves
 */
public record TableSample(Discovered discovered, SampleTraits traits) {
  private static final Logger LOG = LoggerFactory.getLogger(TableSample.class);

  /** The sample takes at most the budget divided by this, even if that is not enough for all requested items. */
  private static final double BUDGET_PARTS = 4;

  /** The longest time that a sample of the usual number of items takes, in seconds of the limit. */
  private static final double MAX_SECONDS = 10;

  static TableSample take(
      ReadSettings settings,
      TableDescription table,
      ReadLimit limit,
      SampleParts parts,
      ItemVisitor visitor) {
    double maxUnits = maxUnits(settings, limit);
    if (parts.count() > 0 && parts.kept(0) == 0) {
      tell(settings, table, limit);
    }
    ReadSettings.Columns columns = settings.columns();
    SampleTraits traits = traits(settings, table);
    Discovered discovered = Discovery.discover(
        parts,
        table,
        columns.sampleItems(),
        maxUnits,
        columns.numbers(),
        columns.declared(),
        ReadPlan.entityBy(settings, table).orElse(null),
        settings.indexNeeds().attribute(),
        traits.and(visitor));
    return new TableSample(discovered, traits);
  }

  private static void tell(ReadSettings settings, TableDescription table, ReadLimit limit) {
    if (!limit.equals(ReadLimit.NONE)) {
      LOG.info(
          "Table {}: samples up to {} items, at most {} s at {} read units a second",
          table.name(),
          settings.columns().sampleItems(),
          Math.ceil(seconds(settings)),
          limit.unitsPerSecond());
    }
  }

  /** Returns the read units that a sample may consume. With a low limit it is smaller rather than slow. */
  static double maxUnits(ReadSettings settings, ReadLimit limit) {
    double paced = limit.equals(ReadLimit.NONE)
        ? Double.POSITIVE_INFINITY
        : limit.unitsPerSecond() * seconds(settings);
    return Math.min(settings.capacity().budget() / BUDGET_PARTS, paced);
  }

  /** Returns the longest time: who asks for more items than usual, waits longer. */
  private static double seconds(ReadSettings settings) {
    double usual = ReadSettings.Columns.USUAL.sampleItems();
    return MAX_SECONDS * Math.max(1, settings.columns().sampleItems() / usual);
  }

  private static SampleTraits traits(ReadSettings settings, TableDescription table) {
    @Nullable
    String partitionKey = table.keysOf(settings.index()).partition().stream()
        .map(TableDescription.Key::name)
        .findFirst()
        .orElse(null);
    Expiry expiry = new Expiry(table.ttlAttribute(), Instant.now().getEpochSecond());
    return new SampleTraits(expiry, partitionKey);
  }

  /** Returns the same sample with other columns. */
  TableSample with(Discovered widened) {
    return new TableSample(widened, traits);
  }
}
