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
 * @param date the logical day, or the last day of a span; null: yesterday in the configured zone
 * @param from the first day of the span whose figures are computed; null: those of the look-back
 * @param restate whether rows may be replaced by ones with fewer items
 * @param query the rows that {@code summary} prints
 * @param demo the options of {@code demo}
 */
public record Invocation(
    Verb verb,
    @Nullable String config,
    List<String> sets,
    boolean json,
    @Nullable RunId runId,
    @Nullable LocalDate date,
    @Nullable LocalDate from,
    boolean restate,
    Query query,
    Demo demo) {
  /** Returns the same command for another run, or for none that is named. */
  public Invocation of(@Nullable RunId run) {
    return new Invocation(verb, config, sets, json, run, date, from, restate, query, demo);
  }

  /** Returns the same command with another query. */
  public Invocation about(Query other) {
    return new Invocation(verb, config, sets, json, runId, date, from, restate, other, demo);
  }

  /**
   * The options of {@code demo}.
   *
   * @param serve whether the servers are kept running
   * @param empty whether nothing is loaded and run
   * @param nights the number of nights that are shown; 0: none, one run over the whole log
   */
  public record Demo(boolean serve, boolean empty, int nights) {
    /** One run, after which the servers end. */
    public static final Demo PLAIN = new Demo(false, false, 0);
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
