package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code latest.json}: the pointer to the newest snapshot of any tables, by the order of runs. It never moves back.
 * {@link Newest} finds the newest snapshot of given tables.
 */
public record Latest(String runId, Instant scanStartedAt, Instant firstStarted, String manifest) {
  static final String REMEDY =
      "Restore it, or remove it: export of the newest run id, or the next run, writes it again.";

  public Latest {
    // the run id becomes part of a path
    if (!manifest.equals(RunPaths.manifest(runId))
        || runId.contains("/")
        || runId.matches("\\.*")) {
      throw new IllegalArgumentException("names no snapshot under its root: " + manifest);
    }
    firstStarted = firstStarted == null ? Instant.EPOCH : firstStarted;
  }

  static Latest of(RunState state) {
    return new Latest(
        state.runId(),
        state.scanStartedAt(),
        state.firstStarted(),
        RunPaths.manifest(state.runId()));
  }

  /**
   * Reads the pointer; empty if there is none yet.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it is damaged
   */
  public static Optional<Latest> read(Store store) {
    return store.read(RunPaths.LATEST).map(json -> parse(store, json));
  }

  /**
   * Moves the pointer to a run unless it points to a newer one, even if others move it at the same time.
   *
   * @param state the state of a published run
   * @return the newer run to which it still points; empty if it points to this run now
   */
  public static Optional<Latest> advance(Store store, RunState state) {
    Latest mine = of(state);
    byte[] json = Json.write(mine);
    while (true) {
      Optional<Store.Versioned> there = store.fetch(RunPaths.LATEST);
      Optional<Latest> now = there.map(t -> parse(store, t.content()));
      if (now.isPresent() && now.get().order().compareTo(mine.order()) >= 0) {
        return now.filter(other -> !other.runId().equals(mine.runId()));
      }
      boolean moved = there.isEmpty()
          ? store.create(RunPaths.LATEST, json, RunPaths.JSON)
          : store.replace(RunPaths.LATEST, json, RunPaths.JSON, there.get().version());
      if (moved) {
        return Optional.empty();
      }
    }
  }

  @JsonIgnore
  public RunOrder order() {
    return new RunOrder(scanStartedAt, firstStarted, runId);
  }

  private static Latest parse(Store store, byte[] json) {
    try {
      return Json.read(json, Latest.class, store.location(RunPaths.LATEST));
    } catch (ResourceUnavailableException e) {
      throw new ResourceUnavailableException(e.inOneLine(), REMEDY, e);
    }
  }
}
