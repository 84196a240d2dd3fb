package dev.sluice.access;

import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.scan.Segmentation;
import dev.sluice.table.TableDescription.Index;
import java.util.List;
import java.util.Optional;

/**
 * A planned read of a table, moved to one of its indexes: the limit is that of the index, the budget in read units stays
 * the read's own.
 */
public record IndexRead(ReadPlan plan, ReadBudget budget) {
  /**
   * Moves a read to an index. Empty if no limit is known for the index: none is read without one.
   *
   * @param plan a Scan of the table
   * @param budget the budget of the table's read
   */
  public static Optional<IndexRead> of(ReadPlan plan, ReadBudget budget, Index index) {
    ReadSettings settings = plan.settings().on(index.name(), plan.settings().indexNeeds());
    ReadCapacities capacities = new ReadCapacities(settings, plan.description());
    if (!capacities.isLimitKnown()) {
      return Optional.empty();
    }
    ReadLimit limit = capacities.limit();
    ReadPlan moved = new ReadPlan(
        settings,
        plan.description(),
        limit,
        plan.schema(),
        plan.tasks(),
        scan(plan, settings, index),
        List.of(),
        plan.expiry(),
        plan.unitsSpent());
    return Optional.of(new IndexRead(moved, capacities.budget(limit, budget)));
  }

  /** Returns a Scan of the index. If it may find items twice, one task reads it all and remembers them. */
  private static AccessPath scan(ReadPlan plan, ReadSettings settings, Index index) {
    Segmentation cut = Segmentation.of(index.sizeBytes(), Cores.parallelism(), settings.segments());
    boolean repeating =
        !new IndexProjection(plan.description(), index.name()).repeating().isEmpty();
    int tasks = plan.tasks() > 0 ? plan.tasks() : cut.tasks();
    return new AccessPath.Scan(index.name(), cut.segments(), repeating ? 1 : tasks);
  }
}
