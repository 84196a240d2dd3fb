package dev.sluice.dataset;

import dev.sluice.dataset.run.Newest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Earlier snapshots that a run goes on from: those of the same tables, or, where there are none, of the same first one, as
 * when a table of labels was added. Other tables' are not looked at, if they are newer or not.
 */
final class Predecessors {
  private final Store store;
  private final Newest snapshots;
  private final Optional<RunState> newest;
  private final Predicate<RunState> sameFirst;

  /**
   * Looks for them.
   *
   * @param tables that the run reads, at least one
   */
  Predecessors(Store store, List<TableDescription> tables) {
    Set<String> arns = tables.stream().map(TableDescription::arn).collect(Collectors.toSet());
    this.store = store;
    this.snapshots = new Newest(store);
    this.sameFirst = run -> run.has(tables.get(0).arn());
    this.newest = snapshots.of(run -> run.arns().equals(arns)).or(() -> snapshots.of(sameFirst));
  }

  /** The newest of them; empty where there is none. */
  Optional<RunState> newest() {
    return newest;
  }

  /**
   * Copies of small files, each of the newest that has it: what a run carries on is its own, whatever becomes of the snapshot
   * that it is from.
   *
   * @param names of the files
   * @return by name; what none has is left out
   * @throws ResourceUnavailableException where retention has removed one meanwhile
   */
  Map<String, String> carried(List<String> names) {
    Map<String, String> carried = new HashMap<>();
    for (String name : names) {
      newest
          .flatMap(run -> read(run, name).or(() -> snapshots
              .all(sameFirst)
              .flatMap(other -> read(other, name).stream())
              .findFirst()))
          .ifPresent(document -> carried.put(name, document));
    }
    newest.ifPresent(this::mustStillBeThere);
    return carried;
  }

  private Optional<String> read(RunState run, String name) {
    Optional<String> document = store
        .read(RunPaths.snapshot(run.runId()) + "/" + name)
        .map(content -> new String(content, StandardCharsets.UTF_8));
    document.ifPresent(found -> mustStillBeThere(run));
    return document;
  }

  /** Retention marks a run before it takes its files: what was copied before that is whole. */
  private void mustStillBeThere(RunState run) {
    boolean there = RunState.read(store, run.runId())
        .filter(state -> state.state() == RunStatus.PUBLISHED)
        .isPresent();
    if (!there) {
      throw new ResourceUnavailableException(
          "snapshot " + run.runId() + ", which this run carries on, is gone",
          "Start again: the run goes on from the newest that is there then.");
    }
  }
}
