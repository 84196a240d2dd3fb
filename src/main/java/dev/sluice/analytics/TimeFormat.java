package dev.sluice.analytics;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * A pattern of times, such as {@code dd/MM/yyyy HH:mm}, in the letters of {@link DateTimeFormatter}; names are English,
 * in any case. Parsing is strict: 30 February is refused.
 */
public final class TimeFormat {
  private static final List<ZonedDateTime> SAMPLES = List.of(
      ZonedDateTime.of(2026, 10, 19, 13, 5, 7, 250_000_000, ZoneOffset.UTC),
      ZonedDateTime.of(2027, 1, 2, 0, 59, 58, 0, ZoneOffset.UTC));

  private final DateTimeFormatter format;

  private TimeFormat(DateTimeFormatter format) {
    this.format = format;
  }

  /**
   * Returns the format of a pattern.
   *
   * @throws IllegalArgumentException if it is no pattern, or its output cannot be parsed: it names no day, or half of a
   *     time
   */
  public static TimeFormat of(String pattern) {
    TimeFormat format = new TimeFormat(formatter(pattern));
    for (ZonedDateTime sample : SAMPLES) {
      format.check(sample);
    }
    return format;
  }

  private static DateTimeFormatter formatter(String pattern) {
    // yyyy is a year of an era, which the pattern need not name
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private void check(ZonedDateTime sample) {
    try {
      String written = format.format(sample);
      if (written.equals(format.format(atZone(parse(written))))) {
        return;
      }
    } catch (DateTimeException unreadable) {
      // said below
    }
    throw new IllegalArgumentException("it does not say which day, or says half of a time");
  }

  private static ZonedDateTime atZone(TemporalAccessor parsed) {
    return parsed instanceof ZonedDateTime zoned
        ? zoned
        : parsed instanceof LocalDateTime local
            ? local.atZone(ZoneOffset.UTC)
            : LocalDate.from(parsed).atStartOfDay(ZoneOffset.UTC);
  }

  /**
   * Parses a text into a ZonedDateTime, LocalDateTime or LocalDate.
   *
   * @throws DateTimeException if the text does not match
   */
  TemporalAccessor parse(String text) {
    return format.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
  }
}
