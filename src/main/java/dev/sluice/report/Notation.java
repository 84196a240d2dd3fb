package dev.sluice.report;

import dev.sluice.analytics.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats numbers and days for the page: three significant digits, grouped thousands, units after a narrow space. */
final class Notation {
  /** The text of an undefined figure. */
  static final String NONE = "–";

  private static final String SPACE = "\u202F";
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** Numbers from this one on, and those below {@link #SHORT}, have an exponent. */
  private static final double LONG = 1e15;

  private static final double SHORT = 1e-9;
  private static final double ALMOST_ALL = 0.9995;
  private static final double MIN_PROBABILITY = 0.0001;
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY_SECONDS = 24 * HOUR;

  private Notation() {}

  /** Formats a value in the notation of the unit; milliseconds without their unit, which the table's heading names. */
  static String of(double value, Unit unit) {
    return switch (unit) {
      case COUNT -> count((long) value);
      case MILLISECONDS, TARGET, COEFFICIENT -> number(value);
      case SHARE, RATIO -> percent(value);
    };
  }

  /** Returns {@code 20,000}. */
  static String count(long n) {
    return grouped().format(n);
  }

  /** Returns {@code 1 request}, {@code 20,000 requests}. */
  static String count(long n, String noun) {
    return count(n) + " " + (n == 1 ? noun : noun + "s");
  }

  /**
   * Returns {@code 0.0763}, {@code 12.3}, {@code 1,230}, {@code 9.9E+125}; {@link #NONE} if the value is null or not
   * finite.
   */
  static String number(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE);
    double size = Math.abs(value);
    return size >= LONG || (size < SHORT && size > 0)
        ? scientific(rounded)
        : grouped().format(rounded);
  }

  private static String scientific(BigDecimal rounded) {
    BigDecimal trimmed = rounded.stripTrailingZeros();
    int exponent = trimmed.precision() - trimmed.scale() - 1;
    String sign = exponent < 0 ? "E-" : "E+";
    return trimmed.movePointLeft(exponent).toPlainString() + sign + Math.abs(exponent);
  }

  /** Returns {@code 0.076 ms}, {@code 1.23 s}. */
  static String duration(@Nullable Double milliseconds) {
    if (milliseconds == null || !Double.isFinite(milliseconds)) {
      return NONE;
    }
    return milliseconds < 1000
        ? number(milliseconds) + SPACE + "ms"
        : number(milliseconds / 1000) + SPACE + "s";
  }

  /** Returns {@code 98.4 %}; only the whole is 100 %. */
  static String percent(@Nullable Double share) {
    if (share == null || !Double.isFinite(share)) {
      return NONE;
    }
    if (share < 1 && share >= ALMOST_ALL) {
      return "> 99.9" + SPACE + "%";
    }
    return number(share * 100) + SPACE + "%";
  }

  /** Returns {@code +12.9 points}: a difference of shares, in percentage points. */
  static String points(double difference) {
    return signed(difference * 100) + " points";
  }

  /** Returns {@code +0.0763}, {@code −12.3}. */
  static String signed(double value) {
    return (value < 0 ? "−" : "+") + number(Math.abs(value));
  }

  /** Returns {@code 12 s}, {@code 5 min}, {@code 3.2 h}, {@code 2.4 days}. */
  static String delay(@Nullable Double seconds) {
    if (seconds == null || !Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < MINUTE) {
      return number(seconds) + SPACE + "s";
    } else if (seconds < HOUR) {
      return number(seconds / MINUTE) + SPACE + "min";
    }
    return seconds < 2 * DAY_SECONDS
        ? number(seconds / HOUR) + SPACE + "h"
        : number(seconds / DAY_SECONDS) + SPACE + "days";
  }

  /** Returns {@code 50 %}, for labels of an axis. */
  static String share(double share) {
    return number(share * 100) + SPACE + "%";
  }

  /** Returns {@code 0.034}, {@code < 0.0001}. */
  static String probability(@Nullable Double p) {
    if (p == null || !Double.isFinite(p)) {
      return NONE;
    }
    return p < MIN_PROBABILITY ? "< 0.0001" : number(p);
  }

  /** Returns {@code 97.5–98.7 %}. */
  static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null || !Double.isFinite(low) || !Double.isFinite(high)
        ? NONE
        : tenth(low * 100) + "–" + tenth(high * 100) + SPACE + "%";
  }

  /** Returns {@code 19 Oct}. */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Returns {@code 1–28 Oct}, {@code 28 Sep – 4 Oct}. */
  static String days(LocalDate first, LocalDate last) {
    if (first.equals(last)) {
      return day(first);
    }
    return first.getMonth() == last.getMonth() && first.getYear() == last.getYear()
        ? first.getDayOfMonth() + "–" + day(last)
        : day(first) + " – " + day(last);
  }

  /** Returns {@code SS 12, L 3}. */
  static String types(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(type -> type.getKey() + " " + count(type.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String tenth(double value) {
    return new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static DecimalFormat grouped() {
    return new DecimalFormat("#,##0.############", DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
