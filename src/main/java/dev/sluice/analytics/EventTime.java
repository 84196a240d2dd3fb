package dev.sluice.analytics;

import static org.apache.spark.sql.functions.udf;

import dev.sluice.item.NumberGrammar;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in the forms that tables hold.
 *
 * <ul>
 *   <li>ISO-8601 text, with {@code T} or a blank between date and time. Text without offset is in the zone: a local
 *       time that a clock change skips moves forward by the skipped span; of a time that occurs twice, the earlier
 *       instant is used. A date alone is the day's first instant.
 *   <li>Text, or a number, in the table's own {@link TimeFormat}, if there is one; this form is tried first.
 *   <li>A number, or text in DynamoDB's number grammar: epoch seconds, or from 1e11 on epoch milliseconds, with
 *       fractions.
 * </ul>
 *
 * Only the years 1 to 9999 (UTC) are times: microseconds since 1970 read as milliseconds are unreadable, not the far
 * future.
 */
public final class EventTime implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final BigDecimal FIRST_MILLISECONDS = new BigDecimal("1e11");
  private static final BigDecimal NANOS_PER_SECOND = new BigDecimal("1e9");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final BigDecimal FIRST_SECOND = BigDecimal.valueOf(FIRST.getEpochSecond());
  private static final BigDecimal END_SECOND = BigDecimal.valueOf(END.getEpochSecond());
  private static final long LAST_MICROS_SECOND = Long.MAX_VALUE / 1_000_000;

  private static final Layout EXTENDED =
      new Layout(10, format(DateTimeFormatter.ISO_LOCAL_DATE, ":mm", ":ss"));
  private static final Layout BASIC =
      new Layout(8, format(DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT), "mm", "ss"));

  private record Layout(int dateLength, DateTimeFormatter format) {
    /** Returns the text with T between date and time, and with a point before fractions. */
    String normalised(String text) {
      boolean blank = text.length() > dateLength && text.charAt(dateLength) == ' ';
      String joined =
          blank ? text.substring(0, dateLength) + 'T' + text.substring(dateLength + 1) : text;
      return joined.replace(',', '.');
    }
  }

  private final ZoneId zone;
  private final @Nullable String pattern;
  private transient @Nullable TimeFormat format;

  /**
   * @param zone zone of times without offset
   */
  public EventTime(ZoneId zone) {
    this(zone, null);
  }

  /**
   * @param zone zone of times without offset
   * @param pattern pattern of a {@link TimeFormat}, for times that are neither ISO-8601 nor epoch; null: none
   */
  public EventTime(ZoneId zone, @Nullable String pattern) {
    this.zone = zone;
    this.pattern = pattern;
  }

  /**
   * Returns the instant, or null if it is missing or unreadable.
   *
   * @param type DynamoDB's name of the attribute's type; only N and S are read
   */
  public @Nullable Instant read(@Nullable String type, @Nullable String text) {
    if (text == null || !("N".equals(type) || "S".equals(type))) {
      return null;
    }
    String trimmed = text.strip();
    Instant formatted = pattern == null ? null : ofFormat(trimmed, pattern);
    if (formatted != null) {
      return formatted;
    }
    BigDecimal number = NumberGrammar.parse(trimmed);
    return number == null ? ofText(trimmed) : ofEpoch(number);
  }

  /**
   * Returns a column of an attribute's time in microseconds since 1970; null if it is missing or unreadable. Fractions
   * of a microsecond are cut off.
   *
   * @param attribute as {@link Attribute#column} gives it
   */
  public Column micros(Column attribute) {
    UDF2<@Nullable String, @Nullable String, @Nullable Long> micros = (type, text) -> {
      Instant instant = read(type, text);
      return instant == null ? null : micros(instant);
    };
    return udf(micros, DataTypes.LongType)
        .apply(attribute.getField("type"), attribute.getField("text"));
  }

  /**
   * Returns the microseconds since 1970; {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE} if a long cannot hold them.
   */
  public static long micros(Instant instant) {
    long second = instant.getEpochSecond();
    if (Math.abs(second) >= LAST_MICROS_SECOND) {
      return second < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return second * 1_000_000 + instant.getNano() / 1_000;
  }

  private static @Nullable Instant ofEpoch(BigDecimal number) {
    BigDecimal seconds =
        number.compareTo(FIRST_MILLISECONDS) >= 0 ? number.movePointLeft(3) : number;
    if (seconds.compareTo(FIRST_SECOND) < 0 || seconds.compareTo(END_SECOND) >= 0) {
      return null;
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).multiply(NANOS_PER_SECOND).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }

  private @Nullable Instant ofFormat(String text, String ofPattern) {
    TimeFormat own = format;
    if (own == null) {
      own = TimeFormat.of(ofPattern);
      format = own;
    }
    try {
      Instant instant = instant(own.parse(text));
      long second = instant.getEpochSecond();
      return second < FIRST_SECOND.longValue() || second >= END_SECOND.longValue() ? null : instant;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private @Nullable Instant ofText(String text) {
    Layout layout = text.indexOf('-') == 4 ? EXTENDED : BASIC;
    try {
      Instant instant = instant(layout
          .format()
          .parseBest(
              layout.normalised(text), ZonedDateTime::from, LocalDateTime::from, LocalDate::from));
      return instant.isBefore(FIRST) || !instant.isBefore(END) ? null : instant;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  private Instant instant(TemporalAccessor parsed) {
    if (parsed instanceof ZonedDateTime dated) {
      return dated.toInstant();
    }
    return parsed instanceof LocalDateTime local
        ? local.atZone(zone).toInstant()
        : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
  }

  private static DateTimeFormatter format(DateTimeFormatter date, String minutes, String seconds) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(date)
        .optionalStart()
        .appendPattern("'T'HH")
        .optionalStart()
        .appendPattern(minutes)
        .optionalStart()
        .appendPattern(seconds)
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .optionalEnd()
        .optionalEnd()
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .appendPattern("[XXX][XX][X]")
        .optionalEnd()
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
