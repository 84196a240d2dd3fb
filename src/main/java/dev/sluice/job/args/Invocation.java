package dev.sluice.job.args;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command with its options.
 *
 * @param config path or URI of the configuration file; null: none
 * @param sets {@code key=value}, in order
 * @param json whether the result is one JSON object on stdout's last line instead of a text
 * @param runId null: a new one, or that of the current snapshot
 * @param date the logical day; null: yesterday in the configured zone
 * @param restate whether rows may be replaced by ones with fewer items
 * @param query the rows that {@code summary} prints
 * @param serve whether {@code demo} keeps the servers running
 * @param empty whether {@code demo} loads and runs nothing
 */
public record Invocation(
    Verb verb,
    @Nullable String config,
    List<String> sets,
    boolean json,
    @Nullable RunId runId,
    @Nullable LocalDate date,
    boolean restate,
    Query query,
    boolean serve,
    boolean empty) {
  /** Returns the same command for another run, or for none that is named. */
  public Invocation of(@Nullable RunId run) {
    return new Invocation(verb, config, sets, json, run, date, restate, query, serve, empty);
  }

  /** Returns the same command with another query. */
  public Invocation about(Query other) {
    return new Invocation(verb, config, sets, json, runId, date, restate, other, serve, empty);
  }

  /** The kinds of summary rows. */
  public enum Kind {
    LATENCY,
    ACCURACY,
    EXPERIMENT
  }

  /**
   * The rows that {@code summary} prints.
   *
   * @param kind empty: the board
   * @param model the model, or the experiments' name
   * @param from first day, inclusive; null: no limit
   * @param to last day, inclusive; null: no limit
   */
  public record Query(
      Optional<Kind> kind,
      Optional<String> model,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {
    /** Returns the same query of another model. */
    public Query of(String other) {
      return new Query(kind, Optional.of(other), from, to);
    }
  }
}
