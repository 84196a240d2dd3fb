package dev.sluice.dataset.export;

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
 * Earlier snapshots that a run continues: those of the same tables. If there are none, those with the same first table,
 * for example after a table of labels was added. Snapshots of other tables never count, even if they are newer.
 */
final class Predecessors {
  private final Store store;
  private final Newest snapshots;
  private final Optional<RunState> newest;
  private final Predicate<RunState> sameFirst;

  /**
   * Finds the newest of them.
   *
   * @param tables the tables that the run reads, at least one
   */
  Predecessors(Store store, List<TableDescription> tables) {
    Set<String> arns = tables.stream().map(TableDescription::arn).collect(Collectors.toSet());
    this.store = store;
    this.snapshots = new Newest(store);
    this.sameFirst = run -> run.has(tables.get(0).arn());
    this.newest = snapshots.of(run -> run.arns().equals(arns)).or(() -> snapshots.of(sameFirst));
  }

  /** Returns the newest of them; empty if there is none. */
  Optional<RunState> newest() {
    return newest;
  }

  /**
   * Reads small files, each from the newest snapshot that has it. The run keeps copies, in case the snapshot is
   * removed.
   *
   * @param names the names of the files
   * @return the files by name, without those that no snapshot has
   * @throws ResourceUnavailableException if retention has removed a snapshot meanwhile
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

  /**
   * Checks that a run was not removed. Retention marks a run before it removes its files, so a copy made before that is
   * complete.
   */
  private void mustStillBeThere(RunState run) {
    boolean there = RunState.read(store, run.runId())
        .filter(state -> state.state() == RunStatus.PUBLISHED)
        .isPresent();
    if (!there) {
      throw new ResourceUnavailableException(
          "snapshot " + run.runId() + ", which this run continues, was removed",
          "Start again: the run then continues the newest snapshot that exists.");
    }
  }
}
