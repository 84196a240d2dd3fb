package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes old snapshots: all runs that began before the oldest of the newest few snapshots, the unfinished ones too, but
 * none that is being worked on, that {@code latest.json} names, or that a run carries on from which is unfinished and stays.
 */
final class Retention {
  private final Store store;
  private final Clock clock;

  Retention(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param keep how many snapshots stay, at least 1
   */
  void keep(int keep) {
    Set<String> runs = new TreeSet<>(store.folders(Root.SNAPSHOTS));
    runs.addAll(store.folders(Root.RUNS));
    oldestKept(runs, keep).ifPresent(oldest -> removeOlder(runs, oldest));
  }

  /** The unfinished first: those that are left say what they need. */
  private void removeOlder(Set<String> runs, Instant oldest) {
    List<String> old = runs.stream()
        .filter(run -> began(run).filter(oldest::isAfter).isPresent())
        .filter(run -> !isLatest(run))
        .toList();
    List<String> snapshots =
        old.stream().filter(run -> finished(run).isPresent()).toList();
    old.stream().filter(run -> !snapshots.contains(run)).forEach(this::remove);
    Set<String> needed = carriedOn(runs);
    snapshots.stream().filter(run -> !needed.contains(run)).forEach(this::remove);
  }

  /** What plans name that are there: those of runs that are unfinished. */
  private Set<String> carriedOn(Set<String> runs) {
    Set<String> needed = new TreeSet<>();
    for (String run : runs) {
      String path = Root.plan(run);
      store
          .read(path)
          .map(json -> Json.read(json, RunPlan.class, store.location(path)).before())
          .ifPresent(needed::add);
    }
    return needed;
  }

  /** When the oldest snapshot that stays began; empty where there are not enough. */
  private Optional<Instant> oldestKept(Set<String> runs, int keep) {
    PriorityQueue<Instant> newest = new PriorityQueue<>();
    for (String run : runs) {
      finished(run).ifPresent(newest::add);
      if (newest.size() > keep) {
        newest.remove();
      }
    }
    return newest.size() < keep ? Optional.empty() : Optional.ofNullable(newest.peek());
  }

  private Optional<Instant> finished(String run) {
    return instant(Root.manifest(run), "scanStartedAt");
  }

  private Optional<Instant> began(String run) {
    return finished(run)
        .or(() -> instant(Root.plan(run), "scanStartedAt"))
        .or(() -> instant(Root.lease(run), "since"));
  }

  private Optional<Instant> instant(String path, String field) {
    return store.read(path).map(json -> Json.instant(json, field, store.location(path)));
  }

  private boolean isLatest(String run) {
    return Latest.read(store).filter(latest -> latest.runId().equals(run)).isPresent();
  }

  /** Without its manifest a snapshot does not exist any more; whatever stops this leaves a dead run for the next time. */
  private void remove(String run) {
    Optional<Lease> free = Lease.ifFree(store, clock, Lease.LENGTH, run);
    if (free.isPresent()) {
      try (Lease lease = free.get()) {
        store.delete(Root.manifest(lease.runId()));
        store.deleteAll(Root.snapshot(lease.runId()));
      }
      store.deleteAll(Root.run(run));
    }
  }
}
