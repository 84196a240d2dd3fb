package dev.sluice.summary;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The decision on a row that is about to be written.
 *
 * @param after what lies there then; it may have other marks also where this row does not replace the one there
 * @param by the run that keeps this row out: the one whose row stays, or which restated it; null where it is not kept out
 * @param overtakenBy where this row restates what newer runs have passed by: the newest of them; null elsewhere
 */
record Decision(
    Verdict verdict,
    Map<String, AttributeValue> after,
    @Nullable Position by,
    @Nullable Position overtakenBy) {
  enum Verdict {
    /** It replaces the one there. */
    WRITE,
    /** It is older than the one there, but rests on more items: the newer would not have replaced it. */
    RECOVER,
    /** The one there says the same: only what says when and by whom it was written is set. */
    ADVANCE,
    /** A newer one is there. */
    FENCED,
    /** One of a later day is there. */
    LATER_DAY,
    /** A later run restated it. */
    RESTATED,
    /** It is newer than the one there, but rests on fewer items. */
    ERODED,
    /** DynamoDB does not take what it holds. */
    REFUSED
  }

  /** It replaces the one there, or says the same. */
  static Decision stays(Verdict verdict, Map<String, AttributeValue> after) {
    return new Decision(verdict, after, null, null);
  }

  /** The one there stays. */
  static Decision keptOut(Verdict verdict, Map<String, AttributeValue> after, Position by) {
    return new Decision(verdict, after, by, null);
  }

  /** The same, but the whole row is written, though what lies there says of itself that it holds the same. */
  Decision rewriting() {
    return new Decision(Verdict.WRITE, after, by, overtakenBy);
  }
}
