package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the newest snapshots of given tables. Several configurations may share a root, and none uses another's
 * snapshots. {@code latest.json} names the newest snapshot of all. If that has other tables, every manifest is read.
 */
public final class Newest {
  private static final Logger LOG = LoggerFactory.getLogger(Newest.class);

  private final Store store;

  public Newest(Store store) {
    this.store = store;
  }

  /**
   * Returns the newest published snapshot that is wanted, by the order of runs.
   *
   * @throws ResourceUnavailableException if {@code latest.json} is damaged, or names a snapshot that does not exist
   */
  public Optional<RunState> of(Predicate<RunState> wanted) {
    Optional<RunState> newest = newest();
    return newest.filter(wanted).isPresent()
        ? newest
        : newest.flatMap(there -> all(wanted).findFirst());
  }

  /** Returns every published snapshot that is wanted, the newest first. Logs and skips unreadable manifests. */
  public Stream<RunState> all(Predicate<RunState> wanted) {
    return store.folders(RunPaths.SNAPSHOTS).parallelStream()
        .flatMap(run -> published(run).stream())
        .filter(wanted)
        .sorted(Comparator.comparing(RunState::order).reversed())
        .toList()
        .stream();
  }

  private Optional<RunState> published(String run) {
    try {
      return RunState.read(store, run).filter(state -> state.state() == RunStatus.PUBLISHED);
    } catch (SluiceException e) {
      LOG.warn("Snapshot {} is skipped: {}", run, e.inOneLine());
      return Optional.empty();
    }
  }

  /** Returns the run that {@code latest.json} names. If the run was removed meanwhile, reads the pointer again. */
  private Optional<RunState> newest() {
    Optional<Latest> latest = Latest.read(store);
    while (latest.isPresent()) {
      Latest named = latest.get();
      Optional<RunState> there = RunState.read(store, named.runId())
          .filter(state -> state.state() == RunStatus.PUBLISHED)
          .filter(state -> state.order().equals(named.order()));
      if (there.isPresent()) {
        return there;
      }
      latest = Latest.read(store);
      if (latest.equals(Optional.of(named))) {
        throw new ResourceUnavailableException(
            store.location(RunPaths.LATEST) + " names a snapshot that is not there: run "
                + named.runId() + ", whose scan began at " + named.scanStartedAt(),
            Latest.REMEDY);
      }
    }
    return Optional.empty();
  }
}
