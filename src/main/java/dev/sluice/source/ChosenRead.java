package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.pushdown.Pushdown;

/**
 * A read of the table or of one of its indexes.
 *
 * @param read the plan, with its Queries if there are any
 * @param pushdown the query's predicates, divided by the keys of what is read
 */
record ChosenRead(PlannedRead read, Pushdown pushdown) {
  ReadPlan plan() {
    return read.plan();
  }
}
