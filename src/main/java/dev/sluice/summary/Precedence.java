package dev.sluice.summary;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which of two rows of one key stays: as if all runs had come in the order of ({@code asOf}, {@code runId}), whatever
 * the order in which they did come.
 *
 * <p>In that order each run replaces the one before, unless it rests on fewer items. So, of runs that restate nothing,
 * the row that stays is the greatest by (items, {@code asOf}, {@code runId}), and it is found by comparing two at a
 * time, in any order. A restating run replaces whatever stands before it; that is remembered in the row
 * ({@code restatedBy}), so that no straggler of before brings the old figures back.
 */
final class Precedence {
  /** What becomes of a row that is about to be written. */
  enum Verdict {
    /** It replaces the one there. */
    WRITE,
    /** It is older than the one there, but rests on more items: the newer would not have replaced it. */
    RECOVER,
    /** The one there says the same: only {@code asOf}, {@code runId} and {@code expiresAt} are set. */
    ADVANCE,
    /** A newer one is there. */
    FENCED,
    /** It is newer than the one there, but rests on fewer items. */
    ERODED
  }

  private Precedence() {}

  static Verdict of(Row mine, Map<String, AttributeValue> there, boolean restate) {
    int newer = mine.position().compareTo(Position.of(there));
    if (mine.position().compareTo(restatedBy(there)) < 0) {
      return Verdict.FENCED;
    }
    if (mine.contentHash().equals(Position.text(there, Row.CONTENT_HASH))) {
      return newer >= 0 ? Verdict.ADVANCE : Verdict.FENCED;
    }
    if (restate && newer >= 0) {
      return Verdict.WRITE;
    }
    int more = Long.compare(mine.items(mine.item()), mine.items(there));
    if (newer >= 0) {
      return more >= 0 ? Verdict.WRITE : Verdict.ERODED;
    }
    return more > 0 ? Verdict.RECOVER : Verdict.FENCED;
  }

  /** The row with what it has to remember of the restating runs so far. */
  static Row remembering(Row mine, Map<String, AttributeValue> there, boolean restate) {
    Position last = restatedBy(there);
    if (restate && mine.position().compareTo(last) > 0) {
      return mine.restatedBy(mine.position());
    }
    return there.containsKey(Row.RESTATED_BY) ? mine.restatedBy(last) : mine;
  }

  private static Position restatedBy(Map<String, AttributeValue> there) {
    return Position.parse(Position.text(there, Row.RESTATED_BY));
  }
}
