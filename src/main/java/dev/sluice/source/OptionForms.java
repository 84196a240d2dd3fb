package dev.sluice.source;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The forms that options' values have. A value of another form is an {@link IllegalArgumentException}. */
final class OptionForms {
  private static final int MAX_SEGMENTS = 1_000_000;
  private static final String TABLE = "[a-zA-Z0-9_.-]{3,255}|arn:.+";
  private static final String ROLE = "arn:.+";

  private OptionForms() {}

  /** Returns whether a text may be the name or ARN of a table. */
  static boolean isTable(String text) {
    return text.matches(TABLE);
  }

  /** Parses the name or ARN of a table. */
  static String table(String value) {
    return matching(TABLE, value);
  }

  /** Parses the ARN of a role. */
  static String role(String value) {
    return matching(ROLE, value);
  }

  /** Parses the name of a constant, regardless of case. */
  static <E extends Enum<E>> E constant(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }

  /** Parses a schema. Spark's parser throws arbitrary exceptions if the text is not a schema. */
  static StructType schema(String json) {
    try {
      return (StructType) DataType.fromJson(json);
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Parses a number of segments; 0: chosen by the table's size. */
  static int segments(String value) {
    long segments = value.equalsIgnoreCase("auto") ? 0 : positive(value);
    if (segments > MAX_SEGMENTS) {
      throw new IllegalArgumentException("too many");
    }
    return (int) segments;
  }

  /** Parses true or false. */
  static boolean bool(String value) {
    if (Arrays.asList("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
      return Boolean.parseBoolean(value);
    }
    throw new IllegalArgumentException("neither");
  }

  /** Parses a percentage, (0, 100]. */
  static double percent(String value) {
    double percent = Double.parseDouble(value);
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("out of range");
    }
    return percent;
  }

  /** Parses an instant, or the time from now until it. */
  static Instant deadline(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      return Instant.now().plusSeconds(seconds(value));
    }
  }

  /** Parses a time in Spark's notation, of at least a second. Returns seconds. */
  static long seconds(String value) {
    return positive(JavaUtils.timeStringAsSec(value));
  }

  /** Parses a number of at least 1. */
  static long positive(String value) {
    return positive(Long.parseLong(value));
  }

  private static long positive(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("below 1");
    }
    return value;
  }

  private static String matching(String pattern, String value) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException("no match");
    }
    return value;
  }
}
