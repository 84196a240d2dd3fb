package dev.sluice.summary;

import dev.sluice.summary.Decision.Verdict;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decides which of two rows of one key stays. The result is as if all runs had arrived in the order of their {@link
 * Position}, whatever the order in which they did arrive.
 *
 * <p>In that order each run replaces the one before, unless it rests on fewer items. So, among runs without
 * restatement, the row with the greatest (items, position) stays, and comparing two rows at a time, in any order, finds
 * it. A restating run replaces everything before it: among the last restatement and everything after it, the greatest
 * (items, position) stays. The row remembers the last restatement ({@code restatedBy}) even if the restating run
 * arrives late and its own figures do not stay, so that a straggler from before it cannot bring the old figures back.
 *
 * <p>One case cannot be repaired: a run that found fewer items arrives and leaves the row alone, so its figures are
 * gone; then a restatement from before it arrives, after which the run's row would have stayed. The row remembers such a
 * run ({@code erodedBy}), so that the restatement can report that it stands in place of a newer run's figures. The next
 * run that is not eroded replaces it.
 */
final class Precedence {
  private Precedence() {}

  /**
   * Decides between a new row and the stored one.
   *
   * @param there the stored row of the same key; empty if there is none
   * @param restate whether the new row replaces rows of earlier runs that rest on more items
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
      return Decision.stays(
          isSame(mine, there) ? Verdict.ADVANCE : Verdict.WRITE,
          Announcements.carried(mine.item(), there));
    }
    boolean laterDay = mine.order().isOfLaterDay(there, mine.item());
    return Decision.keptOut(
        laterDay ? Verdict.LATER_DAY : Verdict.FENCED,
        Announcements.carried(there, mine.item()),
        Position.of(there));
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
