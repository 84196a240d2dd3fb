package dev.sluice.summary;

import dev.sluice.summary.Decision.Verdict;
import dev.sluice.summary.PublishResult.LeftRows.Reason;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of publishing a run's rows; its RUN row is not counted. {@code rows} = written + advanced + skipped +
 * fenced + refused + those of {@code eroded} that this run did not write.
 *
 * @param written rows that are new or replaced
 * @param advanced rows with the same content as before; at most the attributes that say when and by whom they were
 *     written were updated
 * @param skipped rows with the same content as last published, which were not asked for
 * @param fenced rows that another run's row kept out; {@code left} gives the reasons and the runs
 * @param eroded rows for which the newer of two runs found fewer items, by key: either this run did, and the older row
 *     stayed; or the stored row's run did, and this run's older row, written late, replaced it
 * @param left the rows counted in {@code fenced}, by reason
 * @param late rows, by key, that this run restated after newer runs had arrived
 * @param refused rows, by key, that are not in the table because of their content
 * @param others rows that runs of another origin had written, by origin
 * @param foreign stored rows, by key, that no run wrote in this form
 */
public record PublishResult(
    int rows,
    int written,
    int advanced,
    int skipped,
    int fenced,
    List<Eroded> eroded,
    List<LeftRows> left,
    List<LateRestatement> late,
    List<RefusedRow> refused,
    List<OthersRows> others,
    List<ForeignRow> foreign) {
  private static final Comparator<RowKey> BY_KEY =
      Comparator.comparing(RowKey::pk).thenComparing(RowKey::sk);
  private static final Map<Verdict, Reason> REASONS = new EnumMap<>(Map.of(
      Verdict.FENCED, Reason.NEWER_RUN,
      Verdict.LATER_DAY, Reason.LATER_DAY,
      Verdict.RESTATED, Reason.RESTATED));

  /**
   * Sums up the outcomes of rows.
   *
   * @param twice rows that were not tried because of their keys
   */
  static PublishResult of(Collection<Outcome> outcomes, List<RefusedRow> twice) {
    List<LeftRows> left =
        REASONS.keySet().stream().flatMap(verdict -> left(verdict, outcomes)).toList();
    return new PublishResult(
        outcomes.size() + twice.size(),
        count(outcomes, Verdict.WRITE) + count(outcomes, Verdict.RECOVER),
        count(outcomes, Verdict.ADVANCE),
        count(outcomes, Verdict.SKIPPED),
        left.stream().mapToInt(LeftRows::rows).sum(),
        sorted(outcomes, Outcome::eroded, Eroded::key),
        left,
        sorted(outcomes, PublishResult::late, LateRestatement::key),
        Stream.concat(twice.stream(), sorted(outcomes, Outcome::refused, RefusedRow::key).stream())
            .sorted(Comparator.comparing(RefusedRow::key, BY_KEY))
            .toList(),
        others(outcomes),
        sorted(outcomes, Outcome::foreign, ForeignRow::key));
  }

  private static List<OthersRows> others(Collection<Outcome> outcomes) {
    Map<Origin, OthersRows> byOrigin = new LinkedHashMap<>();
    outcomes.stream()
        .flatMap(outcome -> Stream.ofNullable(outcome.others()))
        .forEach(one -> byOrigin.merge(one.origin(), one, PublishResult::both));
    return byOrigin.values().stream()
        .sorted(Comparator.comparing(rows -> rows.origin().toString()))
        .toList();
  }

  private static OthersRows both(OthersRows a, OthersRows b) {
    String newest = a.runId().compareTo(b.runId()) >= 0 ? a.runId() : b.runId();
    return new OthersRows(a.origin(), a.rows() + b.rows(), newest);
  }

  private static int count(Collection<Outcome> outcomes, Verdict verdict) {
    return (int) outcomes.stream().filter(o -> o.verdict() == verdict).count();
  }

  private static Stream<LeftRows> left(Verdict verdict, Collection<Outcome> outcomes) {
    List<Position> by = outcomes.stream()
        .filter(o -> o.verdict() == verdict)
        .map(o -> Objects.requireNonNull(o.decision().by()))
        .toList();
    return by.stream().max(Comparator.naturalOrder()).stream()
        .map(newest -> new LeftRows(
            Objects.requireNonNull(REASONS.get(verdict)),
            by.size(),
            (int) by.stream().distinct().count(),
            newest.runId(),
            newest.asOf()));
  }

  private static <T> List<T> sorted(
      Collection<Outcome> outcomes, Function<Outcome, @Nullable T> part, Function<T, RowKey> key) {
    return outcomes.stream()
        .flatMap(outcome -> Stream.ofNullable(part.apply(outcome)))
        .sorted(Comparator.comparing(key, BY_KEY))
        .toList();
  }

  private static @Nullable LateRestatement late(Outcome outcome) {
    Position newest = outcome.decision().overtakenBy();
    return newest == null
        ? null
        : new LateRestatement(outcome.key(), newest.runId(), newest.asOf());
  }

  /**
   * A row for which the newer of two runs found fewer items (deleted or expired at the source meanwhile); the row of
   * the older run stays.
   *
   * @param kept number of items that the row that stays rests on
   * @param found number of items that the newer run found
   */
  public record Eroded(RowKey key, long kept, long found) {}

  /**
   * A row under a key of this run that no run of Sluice wrote in this form.
   *
   * @param reason why the row is not Sluice's
   * @param replaced whether this run's row took its place
   */
  public record ForeignRow(RowKey key, String reason, boolean replaced) {}

  /**
   * A row that a restating run replaced after a newer run had found fewer items and left the row alone: the newer run's
   * figures are gone, and the restated ones may stand until the next run.
   *
   * @param runId the newest such run
   * @param asOf that run's time of data, as in its rows: ISO-8601 in UTC with nine decimals of the second
   */
  public record LateRestatement(RowKey key, String runId, String asOf) {}

  /**
   * Rows that other runs' rows kept out, for one reason.
   *
   * @param rows number of rows
   * @param runs number of runs that wrote the stored rows
   * @param runId the newest of these runs
   * @param asOf that run's time of data, as in its rows: ISO-8601 in UTC with nine decimals of the second; empty if
   *     unknown
   */
  public record LeftRows(Reason reason, int rows, int runs, String runId, String asOf) {
    /** The reason for keeping the stored row. */
    public enum Reason {
      /** The stored row is of a newer run. */
      NEWER_RUN,
      /** The stored row is of a later day: the board shows a model's last day. */
      LATER_DAY,
      /** A later run restated it. */
      RESTATED
    }
  }

  /**
   * Rows under this run's keys that a run on another table, or with another configuration, had written, whether or not
   * they were replaced.
   *
   * @param origin the origin of those rows
   * @param rows number of rows
   * @param runId the last by name of the runs that wrote them
   */
  public record OthersRows(Origin origin, int rows, String runId) {}

  /**
   * A row that is not in the table because of its content; the other rows are.
   *
   * @param reason DynamoDB's message, or the reason why the row was not sent
   */
  public record RefusedRow(RowKey key, String reason) {}

  /**
   * The outcome of writing one row.
   *
   * @param eroded if the newer of the new and the stored row rests on fewer items; null otherwise
   * @param refused the reason why DynamoDB refuses the row; null: it does not
   * @param others the origin of the stored row; null: there was none, or it has the same origin
   * @param foreign the stored row if no run wrote it in this form; null otherwise
   */
  record Outcome(
      RowKey key,
      Decision decision,
      @Nullable Eroded eroded,
      @Nullable RefusedRow refused,
      @Nullable OthersRows others,
      @Nullable ForeignRow foreign) {
    /**
     * Returns the outcome of a row that is not asked for.
     *
     * @param kept number of items of the stored row if that rests on more; 0 otherwise
     */
    static Outcome skipped(PlannedRow row, long kept) {
      return new Outcome(
          row.key(),
          Decision.stays(kept > 0 ? Verdict.ERODED : Verdict.SKIPPED, Map.of()),
          kept > 0 ? new Eroded(row.key(), kept, row.items()) : null,
          null,
          null,
          null);
    }

    Verdict verdict() {
      return decision.verdict();
    }

    /** Returns whether the row was not asked for. */
    boolean isSkipped() {
      return decision.after().isEmpty() && refused == null;
    }
  }
}
