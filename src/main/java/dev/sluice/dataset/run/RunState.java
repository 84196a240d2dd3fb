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
 * What {@code manifest.json} says of a run, whatever else it holds: created once as published or failed, and later replaced
 * by removed.
 *
 * @param gate of a failed one: what has failed
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
  /** No two clocks are that far apart; a snapshot of then would be the newest for ever. */
  private static final Duration AHEAD = Duration.ofDays(366);

  public RunState {
    firstStarted = firstStarted == null ? Instant.EPOCH : firstStarted;
    tables = tables == null ? Map.of() : Map.copyOf(tables);
  }

  /**
   * Of a table, what runs are told apart by.
   *
   * @param role what it is to the job; null of a run that was never finished
   */
  public record Table(String arn, @Nullable String role) {
    Table(String arn) {
      this(arn, null);
    }
  }

  /** A gate that has failed, as it is told. */
  public record Gate(String message, String remedy) {}

  /** A state and the version that it was read at. */
  record Versioned(RunState state, String version) {}

  /** Empty where the run has no manifest. */
  public static Optional<RunState> read(Store store, String runId) {
    return fetch(store, runId).map(Versioned::state);
  }

  /** What a manifest says that was read. */
  public static RunState of(Store store, String runId, byte[] json) {
    RunState state = Json.read(json, RunState.class, store.location(RunPaths.manifest(runId)));
    mustBeOf(store, runId, state.runId());
    if (state.scanStartedAt().isAfter(Instant.now().plus(AHEAD))) {
      throw new ResourceUnavailableException(
          store.location(RunPaths.manifest(runId)) + " is dated " + state.scanStartedAt()
              + ", in the future",
          "Restore it, or take the folder away.");
    }
    return state;
  }

  /**
   * That a manifest is that of the run in whose folder it lies.
   *
   * @param says which run it says that it is of
   * @throws ResourceUnavailableException where it is another's
   */
  public static void mustBeOf(Store store, String runId, String says) {
    if (!says.equals(runId)) {
      throw new ResourceUnavailableException(
          store.location(RunPaths.manifest(runId)) + " is the manifest of another run",
          "Restore it, or take the folder away.");
    }
  }

  static Optional<Versioned> fetch(Store store, String runId) {
    String path = RunPaths.manifest(runId);
    return store
        .fetch(path)
        .map(there -> new Versioned(of(store, runId, there.content()), there.version()));
  }

  /** Removed now, of a run that was never finished. */
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

  /** The same run, removed now. */
  RunState removed(Instant now) {
    return new RunState(RunStatus.REMOVED, runId, scanStartedAt, firstStarted, now, null, tables);
  }

  public RunOrder order() {
    return new RunOrder(scanStartedAt, firstStarted, runId);
  }

  /** Whether it has read this table, whatever else. */
  public boolean has(String arn) {
    return tables.values().stream().anyMatch(table -> table.arn().equals(arn));
  }

  /** The tables that were read. */
  @JsonIgnore
  public SortedSet<String> arns() {
    SortedSet<String> arns = new TreeSet<>();
    tables.values().forEach(table -> arns.add(table.arn()));
    return arns;
  }

  /**
   * That there is a snapshot to go on with.
   *
   * @throws DataGateException where the run's gate has failed: the same items fail it again
   * @throws ResourceUnavailableException where retention has removed it
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
