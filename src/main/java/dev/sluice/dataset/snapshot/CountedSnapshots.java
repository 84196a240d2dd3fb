package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunOrder;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which snapshots retention counts when a run removes old ones: complete snapshots that a Sluice run made, none
 * later than the removing run. Any other is logged and never makes another one old.
 *
 * @param by the run that removes
 */
public record CountedSnapshots(Store store, RunState by) {
  private static final Logger LOG = LoggerFactory.getLogger(CountedSnapshots.class);

  /** Returns whether the published snapshot of a run counts. */
  public boolean counts(String runId) {
    Optional<String> reason = reason(runId);
    reason.ifPresent(
        why -> LOG.warn("Retention does not count snapshot {}: {}", Printable.brief(runId), why));
    return reason.isEmpty();
  }

  /** Returns the reason why a snapshot does not count; empty if it does. */
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
    Manifest manifest = Manifest.read(store, runId, json);
    if (!manifest.isAccountedFor()) {
      return Optional.of("the rows of its files differ from those that its tables have written");
    }
    return new SnapshotFiles(store, runId).isWhole(manifest)
        ? Optional.empty()
        : Optional.of("files of its manifest are missing");
  }

  /**
   * Returns whether a snapshot agrees with its plan. Every run writes its plan before it reads, and the plan stays as
   * long as the snapshot.
   */
  private boolean isOfItsPlan(RunState state) {
    return RunPlan.find(store, state.runId())
        .filter(plan -> RunOrder.of(plan).equals(state.order()))
        .filter(plan -> plan.arns().equals(state.arns()))
        .isPresent();
  }
}
