package dev.sluice.summary;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The position of a run's result in the order of all results of all runs: the greater of two wins.
 *
 * <p>Times are ISO-8601 in UTC, always with nine decimals of the second ({@code 2026-10-29T03:00:00.000000000Z}), so
 * that the order of the texts is the order of the times, also for conditions and dashboards. Empty text comes first.
 *
 * @param asOf time of the data; empty if a run has no data yet
 * @param startedAt first start of the run; empty in rows of releases that did not store it
 * @param number number of the result among those of this run id, from 1; 0 in rows of releases that did not store it
 */
record Position(String asOf, String startedAt, String runId, int number)
    implements Comparable<Position> {
  /** Comes before all others. */
  static final Position NONE = new Position("", "", "", 0);

  private static final DateTimeFormatter NANOSECONDS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
  private static final Comparator<Position> ORDER = Comparator.comparing(Position::asOf)
      .thenComparing(Position::startedAt)
      .thenComparing(Position::runId)
      .thenComparingInt(Position::number);

  /**
   * Matches the current form, and that of earlier releases without start and number. The run id comes last because
   * users choose it.
   */
  private static final Pattern TEXT =
      Pattern.compile("([^#]*)#(?:([^#]*)#([0-9]{1,9})#)?(.*)", Pattern.DOTALL);

  /**
   * Returns a position.
   *
   * @param asOf null if there are no data yet
   */
  static Position of(@Nullable Instant asOf, Instant startedAt, String runId, int number) {
    return new Position(
        asOf == null ? "" : NANOSECONDS.format(asOf), NANOSECONDS.format(startedAt), runId, number);
  }

  /** Reads the position of a row in the table. Missing attributes are empty, so a row without any comes first. */
  static Position of(Map<String, AttributeValue> item) {
    return new Position(
        text(item, RowNames.AS_OF),
        text(item, RowNames.RUN_STARTED_AT),
        text(item, RowNames.RUN_ID),
        (int) Math.min(Integer.MAX_VALUE, number(item, RowNames.RUN_NUMBER)));
  }

  /** Parses a text that {@link #toString} wrote, in this release or an earlier one; other text is {@link #NONE}. */
  static Position parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return NONE;
    }
    @Nullable String number = parts.group(3);
    return new Position(
        part(parts, 1),
        part(parts, 2),
        part(parts, 4),
        number == null ? 0 : Integer.parseInt(number));
  }

  private static String part(Matcher parts, int group) {
    @Nullable String part = parts.group(group);
    return part == null ? "" : part;
  }

  /** Returns the attributes of a row at this position; {@code asOf} only if there are data. */
  Map<String, AttributeValue> attributes() {
    Map<String, AttributeValue> attributes = new TreeMap<>(Map.of(
        RowNames.RUN_ID, AttributeValue.fromS(runId),
        RowNames.RUN_STARTED_AT, AttributeValue.fromS(startedAt),
        RowNames.RUN_NUMBER, AttributeValue.fromN(Integer.toString(number))));
    if (!asOf.isEmpty()) {
      attributes.put(RowNames.AS_OF, AttributeValue.fromS(asOf));
    }
    return attributes;
  }

  static Position later(Position a, Position b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  boolean isAfter(Position other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return asOf + "#" + startedAt + "#" + number + "#" + runId;
  }

  /** Returns an attribute's text; empty if it is absent or no text. */
  static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  /** Returns an attribute's count; 0 if it is absent or not a count that Sluice writes. */
  static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    BigDecimal number =
        value == null || value.n() == null ? BigDecimal.ZERO : new BigDecimal(value.n());
    return SummaryRow.isLong(number) ? Math.max(0, number.longValueExact()) : 0;
  }
}
