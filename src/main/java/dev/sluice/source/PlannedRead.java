package dev.sluice.source;

import dev.sluice.access.ReadCapacities;
import dev.sluice.access.ReadPlan;
import dev.sluice.access.TableProbe;
import dev.sluice.capacity.ReadBudget;

/**
 * A read that is planned, and the budget that all scans of one DataFrame share.
 *
 * @param budget kept by the driver
 */
record PlannedRead(ReadPlan plan, ReadBudget budget) {
  /** Returns a read with a budget of its own. */
  static PlannedRead of(ReadPlan plan) {
    return new PlannedRead(plan, ReadCapacities.budget(plan));
  }

  /** Returns a read that shares the budget of its sample. */
  static PlannedRead of(TableProbe probe) {
    return new PlannedRead(probe.plan(0, 0), probe.budget());
  }
}
