package dev.sluice.source;

import dev.sluice.access.ReadCapacities;
import dev.sluice.access.ReadPlan;
import dev.sluice.access.TableProbe;
import dev.sluice.capacity.ReadBudget;

/**
 * A planned read, and what the driver keeps for it.
 *
 * @param probe the probe from which it was planned
 * @param budget shared by all scans of one DataFrame
 */
record PlannedRead(ReadPlan plan, TableProbe probe, ReadBudget budget) {
  /** Returns a read with its own budget. */
  static PlannedRead of(ReadPlan plan, TableProbe probe) {
    return new PlannedRead(plan, probe, ReadCapacities.budget(plan));
  }

  /** Returns a read that shares the budget of its sample. */
  static PlannedRead of(TableProbe probe) {
    return new PlannedRead(probe.plan(0, 0), probe, probe.budget());
  }

  /** Returns the same read, whose budget also counts the sample of the load before it. */
  PlannedRead after(PlannedRead load) {
    return of(plan.spending(load.plan.unitsSpent()), probe);
  }

  PlannedRead with(ReadPlan other) {
    return new PlannedRead(other, probe, budget);
  }
}
