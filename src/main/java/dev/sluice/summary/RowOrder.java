package dev.sluice.summary;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The order of all rows that runs write under one key: the greatest stays, apart from restatements, which {@link
 * Precedence} handles.
 *
 * @param itemCount the attribute with the number of items that the row rests on; null if that is irrelevant
 * @param reads the compared attributes beside those of the row's {@link Position}
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

  /** Prefers the newer row, whatever its content. */
  static final RowOrder BY_POSITION = new RowOrder(null, List.of(), POSITION);

  /** Prefers the later day, so that a run for an earlier day does not replace it; of one day, the newer row. */
  static final RowOrder BY_DAY = new RowOrder(
      null,
      List.of(DAY),
      Comparator.comparing((Map<String, AttributeValue> row) -> day(row)).thenComparing(POSITION));

  /**
   * Prefers the newer row; of one result of one run, the state closer to its end. {@code done} is final: of two the one
   * reached first stays, and a process that was suspended meanwhile cannot turn it into {@code failed}. A run that
   * continues after {@code stopped} or {@code failed} keeps that state until it is done: a continued run cannot be
   * distinguished from a suspended process that wakes up.
   */
  static final RowOrder BY_STATE = new RowOrder(
      null,
      List.of(STATE, FINISHED_AT, RowNames.PUBLICATIONS),
      POSITION.thenComparingInt(RowOrder::rank).thenComparing(RowOrder::compareEnds));

  /**
   * Prefers the row that rests on more items, by this attribute; of equal numbers, the newer: deletion or expiry at the
   * source erodes no figure.
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

  /** Returns whether an older row with more items may keep out a newer row. */
  boolean erodes() {
    return itemCount != null;
  }

  /** Returns the number of items that a row rests on; 0 if the row does not say. */
  long items(Map<String, AttributeValue> row) {
    return itemCount == null ? 0 : Position.number(row, itemCount);
  }

  /** Returns whether a row is of a later day than another; false if days are irrelevant. */
  boolean isOfLaterDay(Map<String, AttributeValue> row, Map<String, AttributeValue> other) {
    return reads.contains(DAY) && day(row).compareTo(day(other)) > 0;
  }

  private static String day(Map<String, AttributeValue> row) {
    return Position.text(row, DAY);
  }

  /** Returns the rank of the run's state, greater if closer to the end; 0: no known state. */
  static int rank(Map<String, AttributeValue> row) {
    return switch (Position.text(row, STATE)) {
      case "running" -> 1;
      case "publishing" -> 2;
      case "stopped", "failed" -> 3;
      case "done" -> DONE;
      default -> 0;
    };
  }

  static boolean isDone(Map<String, AttributeValue> row) {
    return rank(row) == DONE;
  }

  /** Orders the ends of runs: of two that are done the first is the greatest, of two that are not the last. */
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
