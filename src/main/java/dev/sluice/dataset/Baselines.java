package dev.sluice.dataset;

import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import java.util.Map;
import java.util.Optional;

/** The schemas of earlier snapshots. */
final class Baselines {
  private Baselines() {}

  /** The schema document of a run; without tables where there is none. */
  static SchemaDocument document(Store store, String runId) {
    String path = RunPaths.schema(runId);
    return store
        .read(path)
        .map(json -> Json.read(json, SchemaDocument.class, store.location(path)))
        .orElseGet(() -> new SchemaDocument(Map.of(), Map.of()));
  }

  /** A table as the snapshot before has it; empty where there is none, or it has not this table. */
  static Optional<TableSchema.Baseline> of(Store store, Optional<Latest> before, String table) {
    return before.flatMap(
        latest -> Optional.ofNullable(document(store, latest.runId()).tables().get(table))
            .map(then -> new TableSchema.Baseline(latest.runId(), then)));
  }
}
