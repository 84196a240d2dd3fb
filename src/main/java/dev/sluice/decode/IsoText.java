package dev.sluice.decode;

import dev.sluice.item.EpochUnit;
import dev.sluice.wire.DynamoJsonReader;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Decodes the reader's current string as an ISO-8601 date or time of the years 1 to 9999: {@code 2026-01-31}, {@code
 * 2026-01-31T12:30}, {@code 2026-01-31T12:30:59.123456Z}. A blank may stand for the T. An offset is Z, {@code +01},
 * {@code +0100} or {@code +01:00}. Other text, and a fraction below a microsecond, are not decoded.
 */
final class IsoText {
  /** No date or time. */
  static final long FAILED = Long.MIN_VALUE;

  private static final long MICROS = 1_000_000;
  private static final long DAY_SECONDS = 86_400;
  private static final int MAX_OFFSET_HOURS = 18;

  private final byte[] text;
  private final int end;
  private int at;

  private IsoText(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.end = to;
  }

  private static IsoText of(DynamoJsonReader in) {
    if (in.escaped()) {
      byte[] text = in.utf8();
      return new IsoText(text, 0, text.length);
    }
    return new IsoText(in.buffer(), in.from(), in.to());
  }

  /** Returns the days since 1970-01-01; {@link #FAILED} if the text is not a date alone. */
  static long days(DynamoJsonReader in) {
    IsoText text = of(in);
    long days = text.date();
    return text.at != text.end ? FAILED : days;
  }

  /** Returns the microseconds of a date and time without offset; {@link #FAILED} if the text is not one. */
  static long localMicros(DynamoJsonReader in) {
    IsoText text = of(in);
    long micros = text.dateTime();
    return text.at != text.end ? FAILED : micros;
  }

  /** Returns the microseconds of an instant; {@link #FAILED} if the text is not a date and time with an offset. */
  static long instantMicros(DynamoJsonReader in) {
    IsoText text = of(in);
    long micros = text.dateTime();
    long offset = micros == FAILED ? FAILED : text.offset();
    if (offset == FAILED || text.at != text.end) {
      return FAILED;
    }
    long instant = micros - offset * MICROS;
    return EpochUnit.isInRange(instant) ? instant : FAILED;
  }

  private long dateTime() {
    long days = date();
    if (days == FAILED || !(skip('T') || skip(' '))) {
      return FAILED;
    }
    long time = time();
    return time == FAILED ? FAILED : days * DAY_SECONDS * MICROS + time;
  }

  private long date() {
    long year = digits(4);
    long month = skip('-') ? digits(2) : FAILED;
    long day = skip('-') ? digits(2) : FAILED;
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return FAILED;
    }
    return day > YearMonth.of((int) year, (int) month).lengthOfMonth()
        ? FAILED
        : LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
  }

  /** Returns the microseconds of the day. */
  private long time() {
    long hour = digits(2);
    long minute = skip(':') ? digits(2) : FAILED;
    boolean exact = skip(':');
    long second = exact ? digits(2) : 0;
    long fraction = exact && skip('.') ? fraction() : 0;
    if (isOutside(hour, 23) || isOutside(minute, 59) || isOutside(second, 59)) {
      return FAILED;
    }
    return fraction == FAILED ? FAILED : ((hour * 60 + minute) * 60 + second) * MICROS + fraction;
  }

  /** Returns the microseconds of one or more digits after the point; digits beyond must be zeros. */
  private long fraction() {
    long micros = 0;
    int digits = 0;
    while (at < end && isDigit(text[at])) {
      int digit = text[at++] - '0';
      if (digits++ < 6) {
        micros = micros * 10 + digit;
      } else if (digit > 0) {
        return FAILED;
      }
    }
    for (int i = digits; i < 6; i++) {
      micros *= 10;
    }
    return digits == 0 ? FAILED : micros;
  }

  /** Returns the seconds east of Greenwich. */
  private long offset() {
    if (skip('Z')) {
      return 0;
    }
    boolean west = skip('-');
    if (!west && !skip('+')) {
      return FAILED;
    }
    long hours = digits(2);
    boolean more = skip(':') || at < end;
    long minutes = more ? digits(2) : 0;
    if (isOutside(hours, MAX_OFFSET_HOURS) || isOutside(minutes, 59)) {
      return FAILED;
    }
    long seconds = (hours * 60 + minutes) * 60;
    return west ? -seconds : seconds;
  }

  private static boolean isOutside(long value, int max) {
    return value < 0 || value > max;
  }

  /** Returns the number that so many digits make; fails if there are fewer. */
  private long digits(int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      if (at >= end || !isDigit(text[at])) {
        return FAILED;
      }
      number = number * 10 + text[at++] - '0';
    }
    return number;
  }

  private boolean skip(char wanted) {
    boolean there = at < end && text[at] == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
