package dev.sluice.summary;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The decision between a new row and the stored row of the same key.
 *
 * @param after the row that is stored afterwards; its marks may change even if the stored row stays
 * @param by the run whose row, or whose restatement, rejects the new row; null if it is not rejected
 * @param overtakenBy for a restatement that arrives after newer runs, the newest of these runs; null otherwise
 */
record Decision(
    Verdict verdict,
    Map<String, AttributeValue> after,
    @Nullable Position by,
    @Nullable Position overtakenBy) {
  enum Verdict {
    /** The new row replaces the stored one. */
    WRITE,
    /**
     * The new row is older but rests on more items: the stored one would not have replaced it. It replaces the stored
     * row.
     */
    RECOVER,
    /** The content is the same: only the attributes that say when and by whom the row was written are updated. */
    ADVANCE,
    /** The content is the same as last published: the row was not asked for. */
    SKIPPED,
    /** The stored row is newer and stays. */
    FENCED,
    /** The stored row is of a later day and stays. */
    LATER_DAY,
    /** A later run restated the stored row, which stays. */
    RESTATED,
    /** The new row is newer but rests on fewer items; the stored row stays. */
    ERODED,
    /** DynamoDB refuses the content of the new row. */
    REFUSED
  }

  /** Decides for the new row, which replaces the stored one or has the same content. */
  static Decision stays(Verdict verdict, Map<String, AttributeValue> after) {
    return new Decision(verdict, after, null, null);
  }

  /** Decides for the stored row. */
  static Decision keptOut(Verdict verdict, Map<String, AttributeValue> after, Position by) {
    return new Decision(verdict, after, by, null);
  }

  /**
   * Returns the same decision, but with the whole row written, although the stored row's hash claims the same content.
   */
  Decision rewriting() {
    return new Decision(Verdict.WRITE, after, by, overtakenBy);
  }
}
