package dev.sluice.dataset;

import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schemas of earlier snapshots. */
final class Baselines {
  private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);

  private Baselines() {}

  /**
   * The schema document of a run; without tables where there is none.
   *
   * @throws ResourceUnavailableException where it is damaged
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
   * @param afresh whether columns do not go on from it: then a damaged one is passed over
   * @throws ResourceUnavailableException where it is damaged
   */
  static Optional<TableSchema.Baseline> of(
      Store store, Optional<RunState> before, String arn, boolean afresh) {
    return before.flatMap(run -> name(run, arn)
        .flatMap(name -> Optional.ofNullable(earlier(store, run.runId(), afresh).get(name)))
        .map(then -> new TableSchema.Baseline(run.runId(), then)));
  }

  /** Whatever run id goes on from it, it stays as damaged as it is. */
  private static Map<String, TableSchema> earlier(Store store, String runId, boolean afresh) {
    try {
      return document(store, runId).tables();
    } catch (ResourceUnavailableException damaged) {
      if (afresh) {
        LOG.warn("What has changed since snapshot {} is not known: {}", runId, damaged.problem());
        return Map.of();
      }
      throw new ResourceUnavailableException(
          damaged.problem() + "; columns go on from those of that snapshot",
          "Restore it, or set sluice.dataset.afresh = true for one run: columns are found anew then.",
          damaged);
    }
  }

  private static Optional<String> name(RunState run, String arn) {
    return run.tables().entrySet().stream()
        .filter(table -> table.getValue().arn().equals(arn))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
