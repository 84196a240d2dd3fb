package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code manifest.json} that gives the state of a run. It is created once as published or failed, and later
 * replaced by removed.
 *
 * @param gate the data gate that failed; null in other states
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunState(
    RunStatus state,
    String runId,
    Instant scanStartedAt,
    Instant firstStarted,
    @Nullable Instant removedAt,
    @Nullable Gate gate,
    Map<String, Table> tables) {
  /**
   * The furthest time ahead that is accepted. No two clocks differ more, and a later snapshot would be the newest for
   * ever.
   */
  private static final Duration AHEAD = Duration.ofDays(366);

  public RunState {
    firstStarted = firstStarted == null ? Instant.EPOCH : firstStarted;
    tables = tables == null ? Map.of() : Map.copyOf(tables);
  }

  /**
   * A table, as far as runs are distinguished by it.
   *
   * @param role the role in the job; null for a run that was never finished
   */
  public record Table(String arn, @Nullable String role) {
    Table(String arn) {
      this(arn, null);
    }
  }

  /** The message of a failed data gate. */
  public record Gate(String message, String remedy) {}

  /** A state and the version of its document. */
  record Versioned(RunState state, String version) {}

  /** Reads the state of a run; empty if it has no manifest. */
  public static Optional<RunState> read(Store store, String runId) {
    return fetch(store, runId).map(Versioned::state);
  }

  /** Parses the state in a manifest. */
  public static RunState of(Store store, String runId, byte[] json) {
    RunState state = Json.read(json, RunState.class, store.location(RunPaths.manifest(runId)));
    mustBeOf(store, runId, state.runId());
    if (state.scanStartedAt().isAfter(Instant.now().plus(AHEAD))) {
      throw new ResourceUnavailableException(
          store.location(RunPaths.manifest(runId)) + " is dated " + state.scanStartedAt()
              + ", in the future",
          "Restore it, or remove the folder.");
    }
    return state;
  }

  /**
   * Checks that a manifest belongs to the run in whose folder it is.
   *
   * @param says the run id in the manifest
   * @throws ResourceUnavailableException if it belongs to another run
   */
  public static void mustBeOf(Store store, String runId, String says) {
    if (!says.equals(runId)) {
      throw new ResourceUnavailableException(
          store.location(RunPaths.manifest(runId)) + " is the manifest of another run",
          "Restore it, or remove the folder.");
    }
  }

  static Optional<Versioned> fetch(Store store, String runId) {
    String path = RunPaths.manifest(runId);
    return store
        .fetch(path)
        .map(there -> new Versioned(of(store, runId, there.content()), there.version()));
  }

  /** Returns the removed state of a run that was never finished. */
  static RunState removed(RunPlan plan, Instant now) {
    SortedMap<String, Table> tables = new TreeMap<>();
    plan.tables().forEach(table -> tables.put(table.name(), new Table(table.arn())));
    return new RunState(
        RunStatus.REMOVED,
        plan.runId(),
        plan.scanStartedAt(),
        plan.firstStarted(),
        now,
        null,
        tables);
  }

  /** Returns the removed state of the run. */
  RunState removed(Instant now) {
    return new RunState(RunStatus.REMOVED, runId, scanStartedAt, firstStarted, now, null, tables);
  }

  public RunOrder order() {
    return new RunOrder(scanStartedAt, firstStarted, runId);
  }

  /** Returns whether the run has read this table. */
  public boolean has(String arn) {
    return tables.values().stream().anyMatch(table -> table.arn().equals(arn));
  }

  /** Returns the ARNs of the tables that were read. */
  @JsonIgnore
  public SortedSet<String> arns() {
    SortedSet<String> arns = new TreeSet<>();
    tables.values().forEach(table -> arns.add(table.arn()));
    return arns;
  }

  /**
   * Checks that the run has a snapshot.
   *
   * @throws DataGateException if the run's data gate has failed; the same items would fail it again
   * @throws ResourceUnavailableException if retention has removed it
   */
  public void mustBePublished() {
    if (gate != null) {
      throw new DataGateException(gate.message().lines().toList(), gate.remedy());
    }
    if (state == RunStatus.REMOVED) {
      throw new ResourceUnavailableException(
          "the snapshot of run " + runId + " was removed by retention (sluice.dataset.keep)"
              + (removedAt == null ? "" : " at " + removedAt),
          "Give another --run-id.");
    }
  }
}
