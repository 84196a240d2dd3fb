package dev.sluice.dataset.lake;

import java.time.Instant;
import java.util.Optional;

/** The runs whose snapshots retention has removed. */
@FunctionalInterface
public interface RemovedRuns {
  /** Returns the time of the removal; empty if the run was not removed, or is not known. */
  Optional<Instant> removedAt(String runId);
}
