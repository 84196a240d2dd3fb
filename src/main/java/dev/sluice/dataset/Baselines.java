package dev.sluice.dataset;

import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import java.util.Map;
import java.util.Optional;

/** The schemas of earlier snapshots. */
final class Baselines {
  private Baselines() {}

  /**
   * The schema document of a run; without tables where there is none.
   *
   * @throws dev.sluice.failure.Unusable where it is damaged
   */
  static SchemaDocument document(Store store, String runId) {
    String path = RunPaths.schema(runId);
    return store
        .read(path)
        .map(json -> Json.read(json, SchemaDocument.class, store.location(path))
            .checked(store.location(path)))
        .orElseGet(() -> new SchemaDocument(Map.of(), Map.of()));
  }

  /**
   * A table as an earlier snapshot has it; empty where there is none, or it has not this table.
   *
   * @param arn the table's: another one may have had its name then
   */
  static Optional<TableSchema.Baseline> of(Store store, Optional<RunState> before, String arn) {
    return before.flatMap(run -> name(run, arn)
        .flatMap(
            name -> Optional.ofNullable(document(store, run.runId()).tables().get(name)))
        .map(then -> new TableSchema.Baseline(run.runId(), then)));
  }

  private static Optional<String> name(RunState run, String arn) {
    return run.tables().entrySet().stream()
        .filter(table -> table.getValue().arn().equals(arn))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
