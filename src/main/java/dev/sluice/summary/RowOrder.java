package dev.sluice.summary;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * By what the row that stays is told among all that runs write under one key: it is the greatest, but for restatements, of
 * which {@link Precedence} knows.
 *
 * @param itemCount the attribute that says on how many items the row's figures rest; null where that decides nothing
 * @param reads what is compared, beside what tells a row's {@link Position}
 */
record RowOrder(
    @Nullable String itemCount,
    List<String> reads,
    Comparator<Map<String, AttributeValue>> comparator) {
  private static final Comparator<Map<String, AttributeValue>> POSITION =
      Comparator.comparing((Map<String, AttributeValue> row) -> Position.of(row));
  private static final int DONE = 4;
  static final String DAY = "day";
  static final String STATE = "state";
  static final String FINISHED_AT = "finishedAt";

  /** The newer, whatever it says. */
  static final RowOrder BY_POSITION = new RowOrder(null, List.of(), POSITION);

  /** The later day's, so that a run for an earlier day moves nothing back; of one day, the newer. */
  static final RowOrder BY_DAY = new RowOrder(
      null,
      List.of(DAY),
      Comparator.comparing((Map<String, AttributeValue> row) -> day(row)).thenComparing(POSITION));

  /**
   * The newer; of one result of one run, the state that is nearer to its end. {@code done} is final: of two the one that was
   * reached first stays, and a holder that was suspended meanwhile can't turn it into {@code failed}. A run that goes on
   * after {@code stopped} or {@code failed} keeps saying so until it is done: that it goes on cannot be told from a holder
   * that wakes.
   */
  static final RowOrder BY_STATE = new RowOrder(
      null,
      List.of(STATE, FINISHED_AT),
      POSITION.thenComparingInt(RowOrder::rank).thenComparing(RowOrder::compareEnds));

  /**
   * The row that rests on more items, by this attribute; of as many, the newer: what is deleted or expired at the source
   * erodes no figure.
   */
  static RowOrder byItems(String attribute) {
    return new RowOrder(
        attribute,
        List.of(attribute),
        Comparator.comparingLong(
                (Map<String, AttributeValue> row) -> Position.number(row, attribute))
            .thenComparing(POSITION));
  }

  int compare(Map<String, AttributeValue> a, Map<String, AttributeValue> b) {
    return comparator.compare(a, b);
  }

  /** Returns whether a newer row may be kept out by an older one that rests on more items. */
  boolean erodes() {
    return itemCount != null;
  }

  /** On how many items a row rests; 0 where it does not say. */
  long items(Map<String, AttributeValue> row) {
    return itemCount == null ? 0 : Position.number(row, itemCount);
  }

  /** Returns whether a row is of a later day than another; false where days decide nothing. */
  boolean isOfLaterDay(Map<String, AttributeValue> row, Map<String, AttributeValue> other) {
    return reads.contains(DAY) && day(row).compareTo(day(other)) > 0;
  }

  private static String day(Map<String, AttributeValue> row) {
    return Position.text(row, DAY);
  }

  /** Returns how near to its end the run of a row is; 0: it does not say. */
  static int rank(Map<String, AttributeValue> row) {
    return switch (Position.text(row, STATE)) {
      case "running" -> 1;
      case "publishing" -> 2;
      case "stopped", "failed" -> 3;
      case "done" -> DONE;
      default -> 0;
    };
  }

  /** Of those that are done the first is the greatest, of those that came to no good end the last. */
  private static int compareEnds(Map<String, AttributeValue> a, Map<String, AttributeValue> b) {
    int later = finishedAt(a).compareTo(finishedAt(b));
    return rank(a) == DONE ? -later : later;
  }

  private static Instant finishedAt(Map<String, AttributeValue> row) {
    try {
      return Instant.parse(Position.text(row, FINISHED_AT));
    } catch (DateTimeParseException absent) {
      return Instant.MIN;
    }
  }
}
