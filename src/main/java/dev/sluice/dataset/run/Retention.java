package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old runs of the same tables and settings, each as a whole. A run is removed if it is before the oldest
 * snapshot to keep and before the one in {@code latest.json}, and has not changed for a day. A holder of such a run
 * finds in its manifest that it was removed. Results remain.
 */
public final class Retention {
  /**
   * The time without changes before a run is removed: a day, longer than any useful suspension of a holder. The system
   * property {@code sluice.retention}, a duration, is for tests.
   */
  public static final Duration QUIET =
      Duration.parse(System.getProperty("sluice.retention", "P1D"));

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Store store;
  private final Duration quiet;
  private final Predicate<String> counts;

  /**
   * Prepares retention under one root.
   *
   * @param quiet the time without changes before a run is removed, by the store's clock
   * @param counts whether the published snapshot of a run counts; one that does not count never makes another one old
   */
  public Retention(Store store, Duration quiet, Predicate<String> counts) {
    this.store = store;
    this.quiet = quiet;
    this.counts = counts;
  }

  /**
   * A run as it is stored.
   *
   * @param manifest the manifest and its version; null if there is none
   * @param plan the plan; null if there is none, or if there is a manifest
   */
  private record Run(
      RunState.@Nullable Versioned manifest, @Nullable RunPlan plan, RunOrder order) {
    String id() {
      return order.runId();
    }

    boolean is(RunStatus state) {
      return manifest != null && manifest.state().state() == state;
    }

    SortedSet<String> arns() {
      return manifest != null
          ? manifest.state().arns()
          : plan == null ? new TreeSet<>() : plan.arns();
    }
  }

  /**
   * Removes old runs.
   *
   * @param keep the number of snapshots to keep, at least 1
   * @param arns the tables whose runs are counted and removed
   * @param settings the settings of those runs; runs of another configuration are neither counted nor removed
   */
  public void keep(int keep, SortedSet<String> arns, KeptSettings settings) {
    Optional<RunOrder> latest = Latest.read(store).map(Latest::order);
    List<Run> runs = runs(arns, settings);
    Optional<RunOrder> oldest = oldestKept(runs, keep);
    if (latest.isEmpty() || oldest.isEmpty()) {
      return;
    }
    Instant before = store.now().minus(quiet);
    runs.stream()
        .filter(run -> run.order().compareTo(oldest.get()) < 0)
        .filter(run -> run.order().compareTo(latest.get()) < 0)
        .filter(run -> !run.is(RunStatus.REMOVED) || isLeftOver(run.id()))
        .filter(run -> isQuiet(run.id(), before))
        .forEach(this::remove);
  }

  private List<Run> runs(SortedSet<String> arns, KeptSettings settings) {
    Set<String> snapshots = new TreeSet<>(store.folders(RunPaths.SNAPSHOTS));
    Set<String> ids = new TreeSet<>(snapshots);
    ids.addAll(store.folders(RunPaths.RUNS));
    List<Run> runs = new ArrayList<>();
    for (String id : ids) {
      run(id)
          .filter(run -> run.arns().equals(arns))
          .filter(run -> run.is(RunStatus.REMOVED) || settings.areThoseOf(id))
          .filter(run -> snapshots.contains(id) || hasNoFiles(id))
          .ifPresent(runs::add);
    }
    return runs;
  }

  /**
   * Returns whether a run without a snapshot folder has no files. Files found there would be behind a link out of the
   * root.
   */
  private boolean hasNoFiles(String id) {
    return store.list(RunPaths.snapshot(id)).isEmpty();
  }

  /** Reads a run; empty if its documents are missing or damaged. Such a run stays. */
  private Optional<Run> run(String id) {
    try {
      RunState.@Nullable Versioned manifest = RunState.fetch(store, id).orElse(null);
      if (manifest != null) {
        return Optional.of(new Run(manifest, null, manifest.state().order()))
            .filter(run -> run.id().equals(id));
      }
      return RunPlan.find(store, id).map(plan -> new Run(null, plan, RunOrder.of(plan)));
    } catch (SluiceException e) {
      LOG.warn("Retention skips run {}: {}", Printable.brief(id), e.inOneLine());
      return Optional.empty();
    }
  }

  /** Returns the oldest snapshot to keep; empty if there are not enough. */
  private Optional<RunOrder> oldestKept(List<Run> runs, int keep) {
    return runs.stream()
        .filter(run -> run.is(RunStatus.PUBLISHED))
        .sorted(Comparator.comparing(Run::order).reversed())
        .filter(run -> counts.test(run.id()))
        .map(Run::order)
        .skip(keep - 1L)
        .findFirst();
  }

  /**
   * Returns whether files of a removed run remain, after an interrupted removal or because a suspended holder has
   * resumed.
   */
  private boolean isLeftOver(String run) {
    List<String> stays = List.of(RunPaths.manifest(run));
    return !stays.containsAll(store.list(RunPaths.snapshot(run)))
        || store.list(RunPaths.run(run)).stream().anyMatch(path -> isForResuming(run, path));
  }

  private static boolean isForResuming(String run, String path) {
    return path.equals(RunPaths.plan(run))
        || path.startsWith(RunPaths.scan(run) + "/")
        || path.startsWith(RunPaths.views(run) + "/");
  }

  private boolean isQuiet(String run, Instant before) {
    return Stream.of(RunPaths.snapshot(run), RunPaths.run(run))
        .flatMap(folder -> store.lastChanged(folder).stream())
        .allMatch(before::isAfter);
  }

  /**
   * Removes a run, its manifest first. From then on the snapshot does not exist, and the next retention removes the
   * rest.
   */
  private void remove(Run run) {
    if (run.is(RunStatus.REMOVED) || marked(run)) {
      for (String folder : store.folders(RunPaths.snapshot(run.id()))) {
        store.deleteAll(RunPaths.snapshot(run.id()) + "/" + folder);
      }
      store.list(RunPaths.snapshot(run.id())).stream()
          .filter(path -> !path.equals(RunPaths.manifest(run.id())))
          .forEach(store::delete);
      store.deleteAll(RunPaths.scan(run.id()));
      store.deleteAll(RunPaths.views(run.id()));
      store.deleteAll(RunPaths.publications(run.id()));
      store.delete(RunPaths.plan(run.id()));
      LOG.info("Retention has removed run {}", Printable.brief(run.id()));
    }
  }

  /** Marks a run as removed. Returns false if it has changed since it was read; then it stays. */
  private boolean marked(Run run) {
    String path = RunPaths.manifest(run.id());
    if (run.manifest() != null) {
      byte[] removed = Json.write(run.manifest().state().removed(store.now()));
      return store.replace(path, removed, RunPaths.JSON, run.manifest().version());
    }
    RunPlan plan = run.plan();
    return plan != null
        && store.create(path, Json.write(RunState.removed(plan, store.now())), RunPaths.JSON);
  }
}
