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
 * The result of publishing a run's rows; its RUN row is not counted. {@code rows} = written + advanced + fenced + refused + those of
 * {@code eroded} that this run did not write.
 *
 * @param written new or replaced
 * @param advanced the same content was there; at most what says when and by whom it was written was set
 * @param fenced kept out by another run's row; {@code left} says why and by which
 * @param eroded windows in which the newer of two runs found fewer items, by key: this run, and the older row stayed;
 *     or the one there before, and this run's older row, written late, took its place
 * @param left what {@code fenced} counts, by reason
 * @param late rows, by key, that this run restated after newer runs had come
 * @param refused rows, by key, that are in no table for what they hold
 * @param others rows that runs of another origin had written, together by that
 * @param foreign rows, by key, that no run had left as they were
 */
public record PublishResult(
    int rows,
    int written,
    int advanced,
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
   * @param twice rows that were not tried
   */
  static PublishResult of(Collection<Outcome> outcomes, List<RefusedRow> twice) {
    List<LeftRows> left =
        REASONS.keySet().stream().flatMap(verdict -> left(verdict, outcomes)).toList();
    return new PublishResult(
        outcomes.size() + twice.size(),
        count(outcomes, Verdict.WRITE) + count(outcomes, Verdict.RECOVER),
        count(outcomes, Verdict.ADVANCE),
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
   * A row for which the newer of two runs found fewer items (deleted or expired at the source meanwhile); the row of the
   * older one stays.
   *
   * @param kept on how many items the row that stays rests
   * @param found how many the newer run found
   */
  public record Eroded(RowKey key, long kept, long found) {}

  /**
   * A row under a key of this run's that no run of Sluice's left as it was.
   *
   * @param reason by what that is told
   * @param replaced whether this run's row took its place
   */
  public record ForeignRow(RowKey key, String reason, boolean replaced) {}

  /**
   * A row that a restating run replaced after a newer run had found fewer items than it had then, and left it alone: the newer
   * run's figures are gone, and the restated ones may stand in their place until the next run.
   *
   * @param runId the newest such run
   * @param asOf that run's, as in its rows: ISO-8601 in UTC with nine decimals of the second
   */
  public record LateRestatement(RowKey key, String runId, String asOf) {}

  /**
   * Rows that stay as other runs left them.
   *
   * @param rows how many, for this reason
   * @param runs whose they are: so many runs
   * @param runId the newest of these runs
   * @param asOf that run's, as in its rows: ISO-8601 in UTC with nine decimals of the second; empty where it is not known
   */
  public record LeftRows(Reason reason, int rows, int runs, String runId, String asOf) {
    /** The reason why a row stays. */
    public enum Reason {
      /** It is of a newer run. */
      NEWER_RUN,
      /** It is of a later day: the board shows a model's last. */
      LATER_DAY,
      /** A later run restated it. */
      RESTATED
    }
  }

  /**
   * Rows of this run's names that another table's run, or one by another configuration, had written, whatever became of them.
   *
   * @param origin what those were made of
   * @param rows how many
   * @param runId the last by name of the runs that wrote them
   */
  public record OthersRows(Origin origin, int rows, String runId) {}

  /**
   * A row that is not in the table because of what it holds: the others are.
   *
   * @param reason in DynamoDB's words, or why it was not asked
   */
  public record RefusedRow(RowKey key, String reason) {}

  /**
   * The outcome of writing one row.
   *
   * @param eroded where the newer of this row and the one there rests on fewer items; null elsewhere
   * @param refused why DynamoDB does not take it; null: it does
   * @param others whose row was there; null: there was none, or one of the same origin
   * @param foreign what was there, where that is no row as a run leaves it; null elsewhere
   */
  record Outcome(
      RowKey key,
      Decision decision,
      @Nullable Eroded eroded,
      @Nullable RefusedRow refused,
      @Nullable OthersRows others,
      @Nullable ForeignRow foreign) {
    Verdict verdict() {
      return decision.verdict();
    }
  }
}
