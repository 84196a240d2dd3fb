package dev.sluice.dataset.export;

import dev.sluice.dataset.run.RunPlan;
import java.util.List;

/** A plan and its tables, in the order of the reads. */
record OpenedTables(RunPlan plan, List<OpenTable> tables) {}
