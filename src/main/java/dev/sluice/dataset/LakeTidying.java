package dev.sluice.dataset;

import dev.sluice.dataset.lake.HousekeepingResult;
import dev.sluice.dataset.lake.LakeHousekeeping;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.lake.RemovedRuns;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.SluiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Housekeeping of the Iceberg tables of a snapshot. The manifests under the root tell which runs retention has removed.
 *
 * @param quiet the time for which nobody may have needed what is removed
 */
record LakeTidying(SparkSession spark, Store store, Duration quiet, Clock clock) {
  /** Returns table → result. */
  Map<String, HousekeepingResult> of(Manifest manifest) {
    Map<String, HousekeepingResult> results = new LinkedHashMap<>();
    manifest.tables().forEach((table, entry) -> {
      if (entry.iceberg() != null) {
        results.put(table, of(manifest.runId(), entry.iceberg()));
      }
    });
    return results;
  }

  private HousekeepingResult of(String runId, Manifest.Iceberg table) {
    LakeSettings.configure(spark, table.catalog(), table.warehouse());
    LakeName name = new LakeName(table.catalog(), table.namespace(), table.table());
    return new LakeHousekeeping(spark, name, removed(), quiet).run(runId, clock.instant());
  }

  private RemovedRuns removed() {
    // a tag is anybody's, and its name becomes no path
    Set<String> known = new HashSet<>(store.folders(RunPaths.SNAPSHOTS));
    return run -> known.contains(run) ? removedAt(run) : Optional.empty();
  }

  private Optional<Instant> removedAt(String runId) {
    try {
      return RunState.read(store, runId)
          .filter(state -> state.state() == RunStatus.REMOVED)
          .flatMap(state -> Optional.ofNullable(state.removedAt()));
    } catch (SluiceException e) {
      // its manifest is damaged
      return Optional.empty();
    }
  }
}
