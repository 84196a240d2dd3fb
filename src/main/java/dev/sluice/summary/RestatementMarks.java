package dev.sluice.summary;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Marks that runs leave in rows of other runs. They record restatements and newer runs whose own figures are gone, so
 * that late arrivals are decided correctly.
 *
 * @param restatedBy the last run that restated the row; {@link Position#NONE}: none did
 * @param newest the newest run that has arrived: the row's own or one that found fewer items
 */
record RestatementMarks(Position restatedBy, Position newest) {
  /** Reads the marks of a row in the table. */
  static RestatementMarks of(Map<String, AttributeValue> there) {
    return new RestatementMarks(
        Position.parse(Position.text(there, RowNames.RESTATED_BY)),
        Position.later(
            Position.of(there), Position.parse(Position.text(there, RowNames.ERODED_BY))));
  }

  /** Returns the marks after the arrival of one more run. */
  RestatementMarks with(Position run, boolean restating) {
    return new RestatementMarks(
        restating ? Position.later(restatedBy, run) : restatedBy, Position.later(newest, run));
  }

  /** Returns a row with these marks in place of its own. */
  Map<String, AttributeValue> on(Map<String, AttributeValue> row) {
    Map<String, AttributeValue> marked = new TreeMap<>(row);
    mark(marked, RowNames.RESTATED_BY, restatedBy.equals(Position.NONE), restatedBy);
    mark(marked, RowNames.ERODED_BY, !newest.isAfter(Position.of(row)), newest);
    return marked;
  }

  private static void mark(
      Map<String, AttributeValue> row, String name, boolean none, Position position) {
    if (none) {
      row.remove(name);
    } else {
      row.put(name, AttributeValue.fromS(position.toString()));
    }
  }
}
