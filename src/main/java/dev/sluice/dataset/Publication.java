package dev.sluice.dataset;

import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.run.KeptSettings;
import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Retention;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.snapshot.CountedSnapshots;
import dev.sluice.dataset.snapshot.SnapshotFiles;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.Printable;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a run's snapshot: exports it unless there is a manifest, then moves {@code latest.json}, removes
 * checkpoints and stray files, and applies retention. Each start of a run does all of it, because the one that stored
 * the manifest may have been killed right after.
 */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final StoreAccess access;
  private final Store store;
  private final DatasetSettings settings;
  private final Lease lease;
  private final RunSettings keys;

  /**
   * Prepares the publication of one run.
   *
   * @param lease the lease on the run
   * @param keys the settings that decide the content of the snapshot
   */
  Publication(StoreAccess access, DatasetSettings settings, Lease lease, RunSettings keys) {
    this.access = access;
    this.store = access.open();
    this.settings = settings;
    this.lease = lease;
    this.keys = keys;
  }

  /**
   * Publishes the snapshot.
   *
   * @param export stores the run's manifest
   * @return the manifest that is stored
   */
  Manifest of(Runnable export) {
    String runId = lease.runId();
    if (RunState.read(store, runId).isEmpty()) {
      make(export);
    }
    byte[] stored = document()
        .orElseThrow(() -> new IllegalStateException("run " + runId + " has left no manifest"));
    RunState state = RunState.of(store, runId, stored);
    if (state.state() == RunStatus.FAILED) {
      checkSame(Manifest.read(store, runId, stored));
    }
    state.mustBePublished();
    Manifest manifest = Manifest.read(store, runId, stored);
    checkSame(manifest);
    finish(state, manifest);
    return manifest;
  }

  private void finish(RunState state, Manifest manifest) {
    Latest.advance(store, state).ifPresent(newer -> logNewer(state, newer));
    new SnapshotFiles(store, lease.runId()).tidy(manifest);
    Checkpoint.remove(store, lease.runId());
    if (settings.keep() != null) {
      new Retention(store, settings.quiet(), new CountedSnapshots(store, state)::counts)
          .keep(settings.keep(), state.arns(), new KeptSettings(store, keys));
    }
  }

  private void make(Runnable export) {
    try {
      export.run();
    } catch (Exception e) {
      if (lease.isLostByNow()) {
        removeStrays();
      }
      if (e instanceof InvalidConfigurationException) {
        throw e;
      }
      // the other holder has removed files that this one was still writing, so this failure is
      // expected
      lease.confirm();
      if (!isFinished(e)) {
        throw e;
      }
      LOG.warn("Run {} was finished by another process meanwhile", lease.runId(), e);
    }
  }

  /** Removes files that this holder was still writing when another one finished. They do not belong to the snapshot. */
  private void removeStrays() {
    document()
        .filter(json -> RunState.of(store, lease.runId(), json).state() == RunStatus.PUBLISHED)
        .map(json -> Manifest.read(store, lease.runId(), json))
        .ifPresent(new SnapshotFiles(store, lease.runId())::tidy);
  }

  /** Returns whether another holder has finished the run, even if this process has not noticed the takeover. */
  private boolean isFinished(Exception met) {
    try {
      return RunState.read(access.brief(), lease.runId()).isPresent();
    } catch (RuntimeException e) {
      met.addSuppressed(e);
      return false;
    }
  }

  private Optional<byte[]> document() {
    return store.read(RunPaths.manifest(lease.runId()));
  }

  private static void logNewer(RunState mine, Latest newer) {
    LOG.warn(
        "latest.json still points to run {}, whose scan began at {}, because the scan of run {} began at {}",
        Printable.brief(newer.runId()),
        newer.scanStartedAt(),
        mine.runId(),
        mine.scanStartedAt());
  }

  /** Checks that the snapshot was made with these settings. The plan shows which ones differ. */
  private void checkSame(Manifest manifest) {
    if (!manifest.configHash().equals(keys.hash())) {
      SortedSet<String> differing = RunPlan.find(store, manifest.runId())
          .map(plan -> plan.differing(keys))
          .orElseGet(TreeSet::new);
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--run-id",
          manifest.runId(),
          "belongs to a snapshot that was made with other settings"
              + (differing.isEmpty() ? "" : ": " + differing + " differ"),
          "Use another run id, or the earlier settings.")));
    }
  }
}
