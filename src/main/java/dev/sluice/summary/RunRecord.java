package dev.sluice.summary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the summary table remembers of a run.
 *
 * @param date the last day it covers
 * @param finishedAt null until it has ended
 * @param exitCode null until it has ended
 * @param tables counts of each table read, by its name
 * @param consumedReadUnits of all tables together
 * @param undated items without a usable time
 * @param unmodelled dated items without a model
 * @param configHash of the settings it ran with
 * @param eroded windows in which a newer run found fewer items than an older one had
 */
public record RunRecord(
    String runId,
    State state,
    String command,
    LocalDate date,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Integer exitCode,
    Map<String, Counts> tables,
    double consumedReadUnits,
    long undated,
    long unmodelled,
    String configHash,
    List<Eroded> eroded) {
  /** How far a run is. */
  public enum State {
    RUNNING,
    /** Its rows are being written: they may be of two runs. */
    PUBLISHING,
    DONE,
    FAILED
  }

  /** Items of one table; scanned = filtered + expired + rejected + written. */
  public record Counts(long scanned, long filtered, long expired, long rejected, long written) {}

  public RunRecord {
    tables = Map.copyOf(tables);
    eroded = List.copyOf(eroded);
  }

  /** The same run, not ended yet. */
  public RunRecord in(State now) {
    return with(now, null, null, eroded);
  }

  /** The same run at its end. */
  public RunRecord ended(State how, Instant at, int code, List<Eroded> windows) {
    return with(how, at, code, windows);
  }

  private RunRecord with(
      State now, @Nullable Instant at, @Nullable Integer code, List<Eroded> windows) {
    return new RunRecord(
        runId,
        now,
        command,
        date,
        startedAt,
        at,
        code,
        tables,
        consumedReadUnits,
        undated,
        unmodelled,
        configHash,
        windows);
  }
}
