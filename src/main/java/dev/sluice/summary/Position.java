package dev.sluice.summary;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The position of a run's result among all results of all runs: the greater of two wins.
 *
 * <p>Times are ISO-8601 in UTC, always with nine decimals of the second ({@code 2026-10-29T03:00:00.000000000Z}), so that
 * the order of the texts is the order of the times, for a condition or a dashboard as well. Empty stands before all.
 *
 * @param asOf of the data; empty where a run has none yet
 * @param startedAt when the run first started; empty in rows of releases that did not store it
 * @param number of the result among those of this run id, from 1; 0 in rows of releases that did not store it
 */
record Position(String asOf, String startedAt, String runId, int number)
    implements Comparable<Position> {
  /** Stands before all others. */
  static final Position NONE = new Position("", "", "", 0);

  private static final DateTimeFormatter NANOSECONDS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
  private static final Comparator<Position> ORDER = Comparator.comparing(Position::asOf)
      .thenComparing(Position::startedAt)
      .thenComparing(Position::runId)
      .thenComparingInt(Position::number);

  /** As written, and without start and number as earlier releases wrote it. The run id comes last: it is not ours to choose. */
  private static final Pattern TEXT =
      Pattern.compile("([^#]*)#(?:([^#]*)#([0-9]{1,9})#)?(.*)", Pattern.DOTALL);

  /**
   * A position.
   *
   * @param asOf null where there are no data yet
   */
  static Position of(@Nullable Instant asOf, Instant startedAt, String runId, int number) {
    return new Position(
        asOf == null ? "" : NANOSECONDS.format(asOf), NANOSECONDS.format(startedAt), runId, number);
  }

  /** Reads the position of a row in the table. A row that is not Sluice's stands before all others. */
  static Position of(Map<String, AttributeValue> item) {
    return new Position(
        text(item, RowNames.AS_OF),
        text(item, RowNames.RUN_STARTED_AT),
        text(item, RowNames.RUN_ID),
        (int) Math.min(Integer.MAX_VALUE, number(item, RowNames.RUN_NUMBER)));
  }

  /** As {@link #toString} wrote it, this release's or an earlier one's; other text is {@link #NONE}. */
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

  /** An attribute's text; empty where it is absent or no text. */
  static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  /** An attribute's count; 0 where it is absent or none that Sluice has written. */
  static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    BigDecimal number =
        value == null || value.n() == null ? BigDecimal.ZERO : new BigDecimal(value.n());
    return SummaryRow.isLong(number) ? Math.max(0, number.longValueExact()) : 0;
  }
}
