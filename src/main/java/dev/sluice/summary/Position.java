package dev.sluice.summary;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a run stands among all runs: the greater of two wins.
 *
 * @param asOf ISO-8601 in UTC, always with nine decimals of the second ({@code 2026-10-29T03:00:00.000000000Z}), so
 *     that the order of the texts is the order of the times, for a condition or a dashboard as well
 */
record Position(String asOf, String runId) implements Comparable<Position> {
  private static final DateTimeFormatter NANOSECONDS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::asOf).thenComparing(Position::runId);

  static Position of(Instant asOf, String runId) {
    return new Position(NANOSECONDS.format(asOf), runId);
  }

  /** Of a row as it lies in the table. One that is not Sluice's stands before all others. */
  static Position of(Map<String, AttributeValue> item) {
    return new Position(text(item, Row.AS_OF), text(item, Row.RUN_ID));
  }

  /** As {@link #toString} wrote it; empty text stands before all others. */
  static Position parse(String text) {
    int hash = text.indexOf('#');
    return hash < 0
        ? new Position(text, "")
        : new Position(text.substring(0, hash), text.substring(hash + 1));
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return asOf + "#" + runId;
  }

  static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
