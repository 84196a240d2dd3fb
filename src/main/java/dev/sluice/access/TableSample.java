package dev.sluice.access;

import dev.sluice.capacity.ReadBudget;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Discovery;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;

/**
 * A sample of a table.
 *
 * @param discovered the columns
 * @param traits the traits of the items themselves
 */
public record TableSample(Discovered discovered, SampleTraits traits) {
  /** The sample takes at most the budget divided by this, even if that is not enough for all requested items. */
  private static final double BUDGET_PARTS = 4;

  static TableSample take(
      ReadSettings settings, TableDescription table, ReadBudget budget, ItemVisitor visitor) {
    ReadSettings.Columns columns = settings.columns();
    SampleTraits traits = traits(settings, table);
    Discovered discovered = Discovery.discover(
        settings.scan(List.of(), budget),
        table,
        columns.sampleItems(),
        settings.capacity().budget() / BUDGET_PARTS,
        columns.numbers(),
        columns.declared(),
        ReadPlan.entityBy(settings, table).orElse(null),
        settings.indexNeeds().attribute(),
        traits.and(visitor));
    return new TableSample(discovered, traits);
  }

  private static SampleTraits traits(ReadSettings settings, TableDescription table) {
    String partitionKey = table.keysOf(settings.index()).partition().get(0).name();
    Expiry expiry = new Expiry(table.ttlAttribute(), Instant.now().getEpochSecond());
    return new SampleTraits(expiry, partitionKey);
  }

  /** Returns the same sample with other columns. */
  TableSample with(Discovered widened) {
    return new TableSample(widened, traits);
  }
}
