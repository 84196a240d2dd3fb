package dev.sluice.encode;

import dev.sluice.encode.ScalarEncoder.Reading;
import dev.sluice.failure.Printable;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** Numbers as DynamoDB takes them: text, up to 38 digits, 1E-130 to 9.99E+125, without trailing zeros. */
final class NumberEncoding {
  private static final int DIGITS = 38;
  private static final int MIN_EXPONENT = -130;
  private static final int MAX_EXPONENT = 125;

  private NumberEncoding() {}

  /** The text of a type's values; empty where the type is no number's. */
  static Optional<Reading<String>> of(DataType type) {
    if (type instanceof ByteType) {
      return Optional.of((from, i) -> Byte.toString(from.getByte(i)));
    }
    if (type instanceof ShortType) {
      return Optional.of((from, i) -> Short.toString(from.getShort(i)));
    }
    if (type instanceof IntegerType) {
      return Optional.of((from, i) -> Integer.toString(from.getInt(i)));
    }
    if (type instanceof LongType) {
      return Optional.of((from, i) -> Long.toString(from.getLong(i)));
    }
    if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return Optional.of(
          (from, i) -> text(from.getDecimal(i, precision, scale).toJavaBigDecimal()));
    }
    if (type instanceof DoubleType) {
      return Optional.of((from, i) -> parsed(Double.toString(from.getDouble(i))));
    }
    if (type instanceof FloatType) {
      return Optional.of((from, i) -> parsed(Float.toString(from.getFloat(i))));
    }
    return Optional.empty();
  }

  /** The number that a text stands for. */
  static String parsed(String text) {
    if (!text.chars().allMatch(c -> c < 128)) {
      throw new UnwritableValueException("no number: " + Printable.brief(text));
    }
    try {
      return text(new BigDecimal(text));
    } catch (NumberFormatException e) {
      // NaN and the infinities too
      throw new UnwritableValueException("DynamoDB has no number " + Printable.brief(text));
    }
  }

  private static String text(BigDecimal number) {
    BigDecimal trimmed = number.stripTrailingZeros();
    long exponent = (long) trimmed.precision() - trimmed.scale() - 1;
    if (trimmed.signum() != 0
        && (trimmed.precision() > DIGITS || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT)) {
      throw new UnwritableValueException("DynamoDB has no number "
          + Printable.brief(number.toString()) + ": at most 38 digits, from 1E-130 to 9.99E+125");
    }
    return trimmed.toString();
  }
}
