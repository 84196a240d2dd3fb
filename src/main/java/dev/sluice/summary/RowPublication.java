package dev.sluice.summary;

import dev.sluice.summary.KnownRows.Known;
import dev.sluice.summary.PublishResult.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One publication on its way through the table. It skips rows that are as last published; each step below is safe
 * whatever others do between two requests of it.
 *
 * <ol>
 *   <li>announces which rows it may write, then reads what others announce
 *   <li>asks for rows that differ from those last published, or are not known
 *   <li>claims the others, then reads again what others announce: of two publications, each of which first writes and
 *       then reads, at least one sees the other (Dekker's algorithm)
 *   <li>asks for those that others may have changed, and skips the rest
 *   <li>asks for weeks that are to be merged from rows of days that stay ({@link WeekRows})
 * </ol>
 */
final class RowPublication {
  /** Above it all rows are asked for: a RUN row is written three times a night. */
  static final int MAX_DROPPED = 2000;

  /** Writes the RUN row as publishing, with an announcement. */
  interface Announcing extends Consumer<Announcement> {}

  /** Asks for rows, and gives their outcomes. */
  interface Asking {
    void ask(List<PlannedRow> rows, ClaimedRows claims, Consumer<Outcome> done);
  }

  private final Announcement begun;
  private final RunRows runs;
  private final LastPublication last;
  private final Announcing announcing;
  private final Asking asking;
  private final WeekRows weeks;
  private final List<PlannedRow> rows;
  private final Map<RowKey, PlannedRow> byKey;
  private final Set<Long> keys;
  private final Map<Long, Known> known = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  RowPublication(
      Announcement begun,
      List<PlannedRow> rows,
      RunRows runs,
      LastPublication last,
      Announcing announcing,
      Asking asking,
      WeekRows weeks) {
    this.weeks = weeks;
    this.begun = begun;
    this.rows = rows;
    this.runs = runs;
    this.last = last;
    this.announcing = announcing;
    this.asking = asking;
    this.byKey = rows.stream().collect(Collectors.toMap(PlannedRow::key, row -> row));
    this.keys = rows.stream().map(PlannedRow::fingerprint).collect(Collectors.toSet());
  }

  /**
   * The end of a publication.
   *
   * @param announcement also says where its rows are listed
   */
  record Ended(Announcement announcement, List<Outcome> outcomes) {}

  /** Settles all rows, except those of the board. */
  Ended settle() {
    announcing.accept(begun);
    PublicationLog log = runs.log(begun.position());
    Optional<KnownRows> before = begun.restates()
        ? Optional.empty()
        : last.before(begun, log).filter(one -> claim(one).dropped().size() <= MAX_DROPPED);
    Announcement announcement = before.isPresent() ? since(before.get(), log) : all(log);
    settleWeeks(weeks.after(outcomes), log);
    KnownRows now = new KnownRows(
        begun.position(),
        before.map(KnownRows::longerChain).orElse(List.of()),
        log.settledRestatements(),
        before.map(one -> one.without(keys)).orElse(Map.of()),
        known);
    return new Ended(announcement.ended(last.keep(now)), outcomes);
  }

  private Announcement all(PublicationLog log) {
    ask(rows, log);
    return begun;
  }

  private Announcement since(KnownRows before, PublicationLog log) {
    List<PlannedRow> same = new ArrayList<>();
    List<PlannedRow> differing = new ArrayList<>();
    rows.forEach(row -> (before.same(row).isPresent() ? same : differing).add(row));
    ask(differing, log);
    if (same.isEmpty()) {
      return begun;
    }
    Claim claim = claim(before);
    Announcement claiming = begun.claiming(claim);
    announcing.accept(claiming);
    skip(same, before, claim);
    return claiming;
  }

  private void skip(List<PlannedRow> same, KnownRows before, Claim claim) {
    PublicationLog now = runs.log(begun.position());
    // without the claim in the table nobody knows of it
    @Nullable
    List<Announcement> between =
        now.has(begun.position(), claim) ? now.between(before, begun.position()) : null;
    List<PlannedRow> asked = new ArrayList<>();
    for (PlannedRow row : same) {
      if (between == null || between.stream().anyMatch(one -> one.scope().mayHave(row.key()))) {
        asked.add(row);
      } else {
        Known one = before.same(row).orElseThrow();
        known.put(row.fingerprint(), one);
        outcomes.add(Outcome.skipped(row, one.kept()));
      }
    }
    ask(asked, now);
  }

  private Claim claim(KnownRows before) {
    return new Claim(
        before.longerChain(),
        Fingerprints.of(before.without(keys).entrySet().stream()
            .filter(row -> begun.scope().includes(row.getValue()))
            .mapToLong(Map.Entry::getKey)));
  }

  private void ask(List<PlannedRow> some, PublicationLog log) {
    asking.ask(some, log.claimed(), outcome -> {
      outcomes.add(outcome);
      PlannedRow row = byKey.get(outcome.key());
      if (row != null) {
        known.put(row.fingerprint(), known(row, outcome));
      }
    });
  }

  /** Puts the outcomes of weeks that are merged from their days in the place of those found. */
  private void settleWeeks(List<Row> merged, PublicationLog log) {
    Map<RowKey, Long> items = merged.stream().collect(Collectors.toMap(Row::key, Row::items));
    asking.ask(merged.stream().map(PlannedRow::of).toList(), log.claimed(), outcome -> {
      outcomes.removeIf(other -> other.key().equals(outcome.key()));
      outcomes.add(outcome);
      PlannedRow found = byKey.get(outcome.key());
      if (found != null && known(found, outcome).isOf(found)) {
        known.put(found.fingerprint(), Known.of(found, items.getOrDefault(outcome.key(), 0L)));
      }
    });
  }

  private static Known known(PlannedRow row, Outcome outcome) {
    boolean others = outcome.foreign() != null && !outcome.foreign().replaced();
    if (others) {
      return Known.unsettled(row);
    }
    return switch (outcome.verdict()) {
      case WRITE, RECOVER, ADVANCE -> Known.of(row, 0);
      case ERODED ->
        Known.of(row, outcome.eroded() == null ? 0 : outcome.eroded().kept());
      default -> Known.unsettled(row);
    };
  }
}
