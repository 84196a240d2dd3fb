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
 * @param json one JSON object on stdout's last line instead of a text for people
 * @param runId null: a new one, or that of the snapshot at hand
 * @param date the logical day; null: yesterday in the configured zone
 * @param restate rows may be replaced by ones with fewer items
 * @param query what {@code summary} shows
 * @param serve {@code demo} keeps the servers up
 * @param empty {@code demo} loads and runs nothing
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
  /** Rows of the summary table. */
  public enum Kind {
    LATENCY,
    ACCURACY,
    EXPERIMENT
  }

  /**
   * Which rows {@code summary} shows.
   *
   * @param kind empty: the board
   * @param model the model, or the experiments' name
   * @param from first day, inclusive; null: from the first on
   * @param to last day, inclusive; null: up to the last
   */
  public record Query(
      Optional<Kind> kind,
      Optional<String> model,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}
}
