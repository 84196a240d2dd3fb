package dev.sluice.source;

import dev.sluice.access.ReadCapacities;
import dev.sluice.access.ReadPlan;
import dev.sluice.access.TableProbe;
import dev.sluice.access.TableProbes;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.stream.StreamSettings;

/**
 * A planned read, and what the driver keeps for it.
 *
 * @param probe the probe from which it was planned
 * @param budget shared by all scans of one DataFrame
 * @param stream how a stream is read, if it is one
 */
record PlannedRead(ReadPlan plan, TableProbe probe, ReadBudget budget, StreamSettings stream) {
  /** Returns a read with its own budget. */
  static PlannedRead of(ReadPlan plan, TableProbe probe) {
    return new PlannedRead(plan, probe, ReadCapacities.budget(plan), StreamSettings.USUAL);
  }

  /** Describes the table of some options, and plans its read. */
  static PlannedRead of(SourceOptions options) {
    return of(TableProbes.open(options.read()), options.stream());
  }

  /** Returns a read that shares the budget of its sample. */
  static PlannedRead of(TableProbe probe, StreamSettings stream) {
    return new PlannedRead(probe.plan(0, 0), probe, probe.budget(), stream);
  }

  /** Returns the same read, whose budget also counts the sample of the load before it. */
  PlannedRead after(PlannedRead load) {
    ReadPlan both = plan.spending(load.plan.unitsSpent());
    return new PlannedRead(both, probe, ReadCapacities.budget(both), stream);
  }

  PlannedRead with(ReadPlan other) {
    return new PlannedRead(other, probe, budget, stream);
  }
}
