package dev.sluice.summary;

import dev.sluice.summary.Decision.Verdict;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decides which of two rows of one key stays, as if all runs had come in the order of their {@link Position}, whatever the order in
 * which they did come.
 *
 * <p>In that order each run replaces the one before, unless it rests on fewer items. So, of runs that restate nothing,
 * the row that stays is the greatest by (items, position), and it is found by comparing two at a time, in any order. A
 * restating run replaces whatever stands before it: of all that is not before the last restatement, the greatest by (items,
 * position) stays. Which restatement was the last is remembered in the row ({@code restatedBy}) even where the restating
 * run comes late and its own figures don't stay, so that no straggler of before brings the old figures back.
 *
 * <p>One thing can't be made good: a run that found fewer items has passed by, its figures are gone, and then comes a
 * restatement from before it, after which it would have stayed. That some run has passed by is remembered ({@code
 * erodedBy}), so that the restatement can say that it stands in place of a newer run's figures. The next run that is not
 * eroded replaces it.
 */
final class Precedence {
  private Precedence() {}

  /**
   * Decides on a row.
   *
   * @param there the row of its key that lies in the table; empty where there is none
   * @param restate whether it replaces rows of runs before it that rest on more items
   */
  static Decision of(Row mine, Map<String, AttributeValue> there, boolean restate) {
    if (!mine.order().erodes()) {
      return byOrder(mine, there);
    }
    RestatementMarks marks = RestatementMarks.of(there);
    return marks.restatedBy().isAfter(mine.position())
        ? Decision.keptOut(Verdict.RESTATED, there, marks.restatedBy())
        : byItems(mine, there, marks, restate);
  }

  private static Decision byOrder(Row mine, Map<String, AttributeValue> there) {
    if (there.isEmpty()) {
      return Decision.stays(Verdict.WRITE, mine.item());
    }
    if (mine.order().compare(mine.item(), there) >= 0) {
      return Decision.stays(isSame(mine, there) ? Verdict.ADVANCE : Verdict.WRITE, mine.item());
    }
    boolean laterDay = mine.order().isOfLaterDay(there, mine.item());
    return Decision.keptOut(
        laterDay ? Verdict.LATER_DAY : Verdict.FENCED, there, Position.of(there));
  }

  private static Decision byItems(
      Row mine, Map<String, AttributeValue> there, RestatementMarks before, boolean restate) {
    RestatementMarks marks = before.with(mine.position(), restate);
    Verdict verdict = there.isEmpty() ? Verdict.WRITE : verdict(mine, there, restate);
    return switch (verdict) {
      case WRITE, ADVANCE ->
        new Decision(
            verdict,
            marks.on(mine.item()),
            null,
            restate && marks.newest().isAfter(mine.position()) ? marks.newest() : null);
      case RECOVER -> Decision.stays(verdict, marks.on(mine.item()));
      default -> Decision.keptOut(verdict, marks.on(there), Position.of(there));
    };
  }

  private static Verdict verdict(Row mine, Map<String, AttributeValue> there, boolean restate) {
    boolean older = Position.of(there).isAfter(mine.position());
    long more = Long.compare(mine.items(), mine.order().items(there));
    if (older) {
      return more > 0 ? Verdict.RECOVER : Verdict.FENCED;
    }
    if (isSame(mine, there)) {
      return Verdict.ADVANCE;
    }
    return restate || more >= 0 ? Verdict.WRITE : Verdict.ERODED;
  }

  private static boolean isSame(Row mine, Map<String, AttributeValue> there) {
    return mine.contentHash().equals(Position.text(there, RowNames.CONTENT_HASH));
  }
}
