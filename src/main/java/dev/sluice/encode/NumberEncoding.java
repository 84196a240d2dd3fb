package dev.sluice.encode;

import dev.sluice.encode.ScalarEncoder.Reading;
import dev.sluice.failure.Printable;
import dev.sluice.item.EpochUnit;
import dev.sluice.item.NumberGrammar;
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

/** Encodes numbers as DynamoDB's text ({@link NumberGrammar}), without trailing zeros. */
final class NumberEncoding {
  private NumberEncoding() {}

  /** Returns a reading that formats a type's values as text; empty if the type is not a number. */
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

  /** Returns a reading that formats timestamps as numbers of a unit. */
  static Reading<String> of(EpochUnit unit) {
    return (from, i) -> text(unit.number(from.getLong(i)));
  }

  /**
   * Returns a number's text without trailing zeros.
   *
   * @throws UnwritableValueException if DynamoDB has no such number
   */
  static String parsed(String text) {
    BigDecimal number = NumberGrammar.decimal(text);
    if (number == null) {
      // NaN and the infinities are refused too
      throw new UnwritableValueException("DynamoDB has no number " + Printable.brief(text));
    }
    return text(number);
  }

  private static String text(BigDecimal number) {
    if (!NumberGrammar.inRange(number)) {
      throw new UnwritableValueException("DynamoDB has no number "
          + Printable.brief(number.toString()) + ": at most 38 digits, from 1E-130 to 9.99E+125");
    }
    return number.stripTrailingZeros().toString();
  }
}
