package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.summary.Origin;
import dev.sluice.summary.PublishResult;
import dev.sluice.summary.PublishResult.Eroded;
import dev.sluice.summary.PublishResult.ForeignRow;
import dev.sluice.summary.PublishResult.LateRestatement;
import dev.sluice.summary.PublishResult.LeftRows;
import dev.sluice.summary.PublishResult.LeftRows.Reason;
import dev.sluice.summary.PublishResult.OthersRows;
import dev.sluice.summary.PublishResult.RefusedRow;
import dev.sluice.summary.RowKey;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublishedRowsTest {
  private static final RowKey KEY = new RowKey("LATENCY#m", "DAY#2026-10-19#1");
  private static final String AS_OF = "2026-10-20T03:00:00.000000000Z";

  @Test
  void ofEachReasonWhyRowsDoNotMoveItIsSaidHowManyAndForWhichRun() {
    Result result = told(new PublishResult(
        20,
        3,
        1,
        8,
        7,
        List.of(new Eroded(KEY, 100, 90)),
        List.of(
            new LeftRows(Reason.NEWER_RUN, 4, 2, "nightly-10", AS_OF),
            new LeftRows(Reason.LATER_DAY, 1, 1, "nightly-9", AS_OF),
            new LeftRows(Reason.RESTATED, 2, 1, "fix", AS_OF)),
        List.of(
            new LateRestatement(KEY, "nightly-11", AS_OF),
            new LateRestatement(KEY, "nightly-10", AS_OF)),
        List.of(new RefusedRow(KEY, "too large")),
        List.of(
            new OthersRows(new Origin("arn:a", "2"), 5, "nightly-8"),
            new OthersRows(new Origin("arn:b", "1"), 6, "theirs-1")),
        List.of(
            new ForeignRow(KEY, "it has no runId", true),
            new ForeignRow(KEY, "its contentHash is not that of what it holds", false))));
    assertThat(result.text().lines().map(String::strip))
        .containsExactly(
            "summary     t: 20 rows, of them 3 new or changed, 1 the same, 8 as last published and not asked"
                + " for, 7 left to a newer run",
            "left        4 rows stay as a newer run left them: 2 runs, the newest nightly-10 (as of "
                + AS_OF + ")",
            "left        1 rows of the board stay, they show a later day: run nightly-9 (as of "
                + AS_OF + ")",
            "left        2 rows stay, a later run restated them: run fix (as of " + AS_OF + ")",
            "eroded      1 windows have fewer items than before and stay; --restate replaces them",
            "late        2 rows are restated although newer runs had arrived, the newest nightly-11"
                + " (as of " + AS_OF + "): they may stand until the next run",
            "refused     1 rows could not be written, the first: " + KEY + ": too large",
            "foreign     1 rows there were not written by Sluice and are replaced: " + KEY
                + ": it has no runId",
            "foreign     1 rows that stay were changed by others; once deleted, the next run writes"
                + " them: " + KEY + ": its contentHash is not that of what it holds",
            "others      5 rows of the same names were there by another configuration of this table, as"
                + " run nightly-8 had it; if this one was changed, that is all; if both go on, each"
                + " replaces the other's: give each a sluice.summary.namespace of its own",
            "others      6 rows of the same names were there of another table, arn:b, by run theirs-1;"
                + " if both go on, each replaces the other's: give each a sluice.summary.namespace of"
                + " its own");
    JsonNode json = result.json();
    assertThat(json.path("summaryRows").asInt()).isEqualTo(20);
    assertThat(json.path("summaryWritten").asInt()).isEqualTo(3);
    assertThat(json.path("summaryUnchanged").asInt()).isEqualTo(1);
    assertThat(json.path("summarySkipped").asInt()).isEqualTo(8);
    assertThat(json.path("eroded").asInt()).isEqualTo(1);
    assertThat(json.path("summaryRefused").asInt()).isEqualTo(1);
    assertThat(json.path("summaryForeign").asInt()).isEqualTo(2);
    assertThat(json.path("summaryLeft").toString())
        .startsWith("[{\"reason\":\"newer-run\",\"rows\":4,\"runs\":2,\"runId\":\"nightly-10\",")
        .contains("\"later-day\"", "\"restated\"");
    assertThat(json.path("lateRestatements").path("rows").asInt()).isEqualTo(2);
    assertThat(json.path("lateRestatements").path("newestRunId").asText()).isEqualTo("nightly-11");
  }

  @Test
  void whereAllMoveNothingMoreIsSaid() {
    Result result = told(new PublishResult(
        2, 2, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    assertThat(result.text().lines()).hasSize(1);
    assertThat(result.json().path("summaryLeft")).isEmpty();
    assertThat(result.json().has("eroded")).isFalse();
    assertThat(result.json().has("lateRestatements")).isFalse();
  }

  private static Result told(PublishResult published) {
    Outcome outcome = new Outcome("publish", InstantSource.system());
    new PublishedRows("t", new Origin("arn:a", "1"), published).tell(outcome);
    return outcome.result();
  }
}
