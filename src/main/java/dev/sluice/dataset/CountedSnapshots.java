package dev.sluice.dataset;

import dev.sluice.dataset.run.RunOrder;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots that retention counts when a run removes what is old: whole ones, that a run of Sluice's made, and no
 * later one than the run itself. Nothing is removed for any other, and each is told by name.
 *
 * @param by the run that removes
 */
record CountedSnapshots(Store store, RunState by) {
  private static final Logger LOG = LoggerFactory.getLogger(CountedSnapshots.class);

  /** Whether the published snapshot of a run counts. */
  boolean counts(String runId) {
    Optional<String> reason = reason(runId);
    reason.ifPresent(
        why -> LOG.warn("Retention does not count snapshot {}: {}", Printable.brief(runId), why));
    return reason.isEmpty();
  }

  /** Why it does not count; empty where it does. */
  private Optional<String> reason(String runId) {
    try {
      Optional<byte[]> json = store.read(RunPaths.manifest(runId));
      return json.isEmpty() ? Optional.of("its manifest is gone") : reason(runId, json.get());
    } catch (SluiceException e) {
      return Optional.of(e.problem());
    }
  }

  private Optional<String> reason(String runId, byte[] json) {
    RunState state = RunState.of(store, runId, json);
    if (state.order().compareTo(by.order()) > 0) {
      return Optional.of("it is dated " + state.scanStartedAt() + ", later than run " + by.runId());
    }
    if (!isOfItsPlan(state)) {
      return Optional.of("no run has planned it: " + store.location(RunPaths.plan(runId))
          + " is missing or of another");
    }
    Manifest manifest = Json.read(json, Manifest.class, store.location(RunPaths.manifest(runId)));
    if (!manifest.isAccountedFor()) {
      return Optional.of("its files have not the rows that its tables have written");
    }
    return new SnapshotFiles(store, runId).isWhole(manifest)
        ? Optional.empty()
        : Optional.of("files of its manifest are missing");
  }

  /** Every run writes its plan before it reads, and it stays as long as the snapshot does. */
  private boolean isOfItsPlan(RunState state) {
    return RunPlan.find(store, state.runId())
        .filter(plan -> RunOrder.of(plan).equals(state.order()))
        .filter(plan -> plan.arns().equals(state.arns()))
        .isPresent();
  }
}
