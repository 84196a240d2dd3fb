package dev.sluice.summary;

import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.Others;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import dev.sluice.summary.PublishResult.Eroded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The summary table's record of a run.
 *
 * @param number of the result among those of this run id, from 1
 * @param date the last day it covers
 * @param from the first day of a span of days that it covers; null: the look-back decides
 * @param startedAt when the run first started, whoever went on with it
 * @param finishedAt null until it has ended
 * @param exitCode null until it has ended
 * @param error what kept it from its end, and what to do, or which rows it is without; null where nothing has and none is
 * @param tables counts of each table read, by its name; empty where there is no snapshot
 * @param consumedReadUnits of all tables together; null where there is no snapshot
 * @param requests of all tables together; null where they are not recorded
 * @param undated items without a usable time; null where there are no figures
 * @param unmodelled dated items without a model; null likewise
 * @param configHash of the settings it ran with
 * @param eroded windows in which a newer run found fewer items than an older one had
 * @param origin of its figures
 * @param dated where items with a time went; null where there are no figures
 * @param others models and versions that are summed up; null likewise
 */
public record RunRecord(
    String runId,
    int number,
    State state,
    String command,
    LocalDate date,
    @Nullable LocalDate from,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Integer exitCode,
    @Nullable String error,
    Map<String, ItemCounts> tables,
    @Nullable Double consumedReadUnits,
    @Nullable RequestStats requests,
    @Nullable Long undated,
    @Nullable Long unmodelled,
    String configHash,
    List<Eroded> eroded,
    Origin origin,
    @Nullable DatedItems dated,
    @Nullable Others others) {
  /** The state of a run. */
  public enum State {
    RUNNING,
    /** Its rows are being written: they may be of two runs. */
    PUBLISHING,
    DONE,
    /** It has reached a budget or a deadline; the same run id goes on. */
    STOPPED,
    FAILED
  }

  public RunRecord {
    tables = Map.copyOf(tables);
    eroded = List.copyOf(eroded);
  }

  /** The same run, not ended yet. */
  public RunRecord in(State now) {
    return with(now, null, null, null, eroded);
  }

  /** The same run at its end. */
  public RunRecord ended(State how, Instant at, int code, List<Eroded> windows) {
    return with(how, at, code, null, windows);
  }

  /** The same run, about which there is this to say. */
  RunRecord saying(String message) {
    return with(state, finishedAt, exitCode, message, eroded);
  }

  /** The same run, which has come to no good end. */
  public RunRecord failed(State how, Instant at, int code, String message) {
    return with(how, at, code, message, eroded);
  }

  private RunRecord with(
      State now,
      @Nullable Instant at,
      @Nullable Integer code,
      @Nullable String message,
      List<Eroded> windows) {
    return new RunRecord(
        runId,
        number,
        now,
        command,
        date,
        from,
        startedAt,
        at,
        code,
        message,
        tables,
        consumedReadUnits,
        requests,
        undated,
        unmodelled,
        configHash,
        windows,
        origin,
        dated,
        others);
  }
}
