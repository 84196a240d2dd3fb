package dev.sluice.job;

import dev.sluice.failure.Printable;
import dev.sluice.summary.Origin;
import dev.sluice.summary.PublishResult;
import dev.sluice.summary.PublishResult.ForeignRow;
import dev.sluice.summary.PublishResult.LateRestatement;
import dev.sluice.summary.PublishResult.LeftRows;
import dev.sluice.summary.PublishResult.OthersRows;
import dev.sluice.summary.PublishResult.RefusedRow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages about a run's summary rows: how many changed, and why others did not.
 *
 * @param table name of the summary table
 * @param origin origin of the run's figures
 */
record PublishedRows(String table, Origin origin, PublishResult result) {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedRows.class);

  /** Limit of names in one sentence. */
  private static final int MAX_FOREIGN = 5;

  void tell(Outcome outcome) {
    fields(outcome);
    outcome.line("summary", line());
    result.left().forEach(left -> warn(outcome, "left", left(left)));
    if (!result.eroded().isEmpty()) {
      outcome.line(
          "eroded",
          result.eroded().size()
              + " windows have fewer items than before and stay; --restate replaces them");
    }
    if (!result.late().isEmpty()) {
      warn(outcome, "late", late());
    }
    if (!result.refused().isEmpty()) {
      warn(outcome, "refused", refused());
    }
    foreign(outcome, true, " rows there were not written by Sluice and are replaced: ");
    foreign(
        outcome,
        false,
        " rows that stay were changed by others; once deleted, the next run writes them: ");
    result.others().forEach(others -> warn(outcome, "others", others(others)));
  }

  private void fields(Outcome outcome) {
    outcome.field("summaryTable", table);
    outcome.field("summaryRows", result.rows());
    outcome.field("summaryWritten", result.written());
    outcome.field("summaryUnchanged", result.advanced());
    outcome.field("summarySkipped", result.skipped());
    outcome.field("summaryLeft", result.left().stream().map(Left::of).toList());
    if (!result.eroded().isEmpty()) {
      outcome.field("eroded", result.eroded().size());
    }
    if (!result.others().isEmpty()) {
      outcome.field("summaryOthers", result.others().stream().map(Others::of).toList());
    }
    if (!result.refused().isEmpty()) {
      outcome.field("summaryRefused", result.refused().size());
    }
    if (!result.foreign().isEmpty()) {
      outcome.field("summaryForeign", result.foreign().size());
    }
    if (!result.late().isEmpty()) {
      LateRestatement newest = newest();
      outcome.field(
          "lateRestatements", new Late(result.late().size(), newest.runId(), newest.asOf()));
    }
  }

  /** An element of {@code summaryLeft}; a reason is {@code newer-run}, {@code later-day} or {@code restated}. */
  private record Left(String reason, int rows, int runs, String runId, String asOf) {
    static Left of(LeftRows left) {
      String reason = left.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Left(reason, left.rows(), left.runs(), left.runId(), left.asOf());
    }
  }

  /** An element of {@code summaryOthers}. */
  private record Others(String source, String sourceConfig, int rows, String runId) {
    static Others of(OthersRows others) {
      Origin origin = others.origin();
      return new Others(origin.source(), origin.configuration(), others.rows(), others.runId());
    }
  }

  /** The field {@code lateRestatements}. */
  private record Late(int rows, String newestRunId, String newestAsOf) {}

  private static void warn(Outcome outcome, String subject, String text) {
    outcome.line(subject, text);
    LOG.warn("Summary table: {}", Printable.message(text));
  }

  private String line() {
    return String.format(
        "%s: %d rows, of them %d new or changed, %d the same%s, %d left to a newer run",
        table, result.rows(), result.written(), result.advanced(), skipped(), result.fenced());
  }

  private String skipped() {
    return result.skipped() == 0
        ? ""
        : String.format(", %d as last published and not asked for", result.skipped());
  }

  private static String left(LeftRows left) {
    String which = (left.runs() == 1 ? "run " : left.runs() + " runs, the newest ")
        + named(left.runId(), left.asOf());
    return switch (left.reason()) {
      case NEWER_RUN -> left.rows() + " rows stay as a newer run left them: " + which;
      case LATER_DAY -> left.rows() + " rows of the board stay, they show a later day: " + which;
      case RESTATED -> left.rows() + " rows stay, a later run restated them: " + which;
    };
  }

  private String late() {
    LateRestatement newest = newest();
    return result.late().size()
        + " rows are restated although newer runs had arrived, the newest "
        + named(newest.runId(), newest.asOf())
        + ": they may stand until the next run";
  }

  private String others(OthersRows others) {
    boolean sameTable = others.origin().source().equals(origin.source());
    return others.rows() + " rows of the same names were there "
        + (sameTable
            ? "by another configuration of this table, as run " + others.runId()
                + " had it; if this one was changed, that is all; if both go on"
            : "of another table, " + others.origin().source() + ", by run " + others.runId()
                + "; if both go on")
        + ", each replaces the other's: give each a sluice.summary.namespace of its own";
  }

  private void foreign(Outcome outcome, boolean replaced, String text) {
    List<ForeignRow> rows =
        result.foreign().stream().filter(row -> row.replaced() == replaced).toList();
    if (!rows.isEmpty()) {
      String named = rows.stream()
          .limit(MAX_FOREIGN)
          .map(row -> row.key() + ": " + row.reason())
          .collect(Collectors.joining("; "));
      int more = rows.size() - MAX_FOREIGN;
      warn(
          outcome,
          "foreign",
          rows.size() + text + named + (more > 0 ? "; and " + more + " more" : ""));
    }
  }

  private String refused() {
    RefusedRow first = result.refused().get(0);
    return result.refused().size() + " rows could not be written, the first: " + first.key() + ": "
        + first.reason();
  }

  private LateRestatement newest() {
    List<LateRestatement> late = result.late();
    return late.stream()
        .max(Comparator.comparing(LateRestatement::asOf).thenComparing(LateRestatement::runId))
        .orElseThrow();
  }

  private static String named(String runId, String asOf) {
    return Printable.brief(runId)
        + (asOf.isEmpty() ? "" : " (as of " + Printable.brief(asOf) + ")");
  }
}
