package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/** Decodes the reader's current string as a number. Short numbers, the usual case, need no {@link BigDecimal}. */
final class NumberDecoding {
  /** The number of digits that always fit into a long. */
  private static final int SAFE_DIGITS = 18;

  /** The number of digits that a double always returns unchanged. Every step of computing it but the last is exact. */
  private static final int DOUBLE_DIGITS = 15;

  private static final double[] DOUBLE_TENS = new double[DOUBLE_DIGITS + 1];

  private static final long[] TENS = new long[SAFE_DIGITS + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
    for (int i = 0; i < DOUBLE_TENS.length; i++) {
      DOUBLE_TENS[i] = TENS[i];
    }
  }

  private NumberDecoding() {}

  /** Returns the number as a long; null if it is not whole or too large. */
  static @Nullable Long toLong(DynamoJsonReader in) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    int digits = in.to() - i;
    if (digits == 0 || digits > SAFE_DIGITS) {
      return slowLong(in);
    }
    long value = 0;
    for (; i < in.to(); i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return slowLong(in);
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  private static @Nullable Long slowLong(DynamoJsonReader in) {
    BigDecimal number = in.number();
    if (number.precision() - number.scale() > 19) {
      return null;
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Returns the current string as decimal(precision, scale); null if that type cannot hold it exactly. */
  static @Nullable Decimal toDecimal(DynamoJsonReader in, int precision, int scale) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (in.to() - i > SAFE_DIGITS || in.to() == i || precision > SAFE_DIGITS) {
      return slowDecimal(in, precision, scale);
    }
    long unscaled = 0;
    int fraction = -1;
    for (; i < in.to(); i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        unscaled = unscaled * 10 + digit;
        fraction = fraction < 0 ? fraction : fraction + 1;
      } else if (bytes[i] == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return slowDecimal(in, precision, scale);
      }
    }
    int digits = in.to() - in.from() - (negative ? 1 : 0) - (fraction < 0 ? 0 : 1);
    if (digits == 0) {
      return slowDecimal(in, precision, scale);
    }
    int missing = scale - Math.max(fraction, 0);
    if (missing < 0 || unscaled >= TENS[Math.max(precision - missing, 0)]) {
      return slowDecimal(in, precision, scale);
    }
    long exact = unscaled * TENS[missing];
    return Decimal.createUnsafe(negative ? -exact : exact, precision, scale);
  }

  /** Returns the current string as a double; null if the double would not return it digit for digit. */
  static @Nullable Double toDouble(DynamoJsonReader in) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (in.to() - i > DOUBLE_DIGITS + 1 || in.to() == i) {
      return slowDouble(in);
    }
    long unscaled = 0;
    int digits = 0;
    int point = -1;
    for (; i < in.to(); i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        unscaled = unscaled * 10 + digit;
        digits++;
      } else if (bytes[i] == '.' && point < 0) {
        point = digits;
      } else {
        return slowDouble(in);
      }
    }
    if (digits == 0 || digits > DOUBLE_DIGITS || (negative && unscaled == 0)) {
      return slowDouble(in);
    }
    double value = point < 0 ? unscaled : unscaled / DOUBLE_TENS[digits - point];
    return negative ? -value : value;
  }

  private static @Nullable Double slowDouble(DynamoJsonReader in) {
    BigDecimal number = in.number();
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0
        ? nearest
        : null;
  }

  /** Returns the current string as a float; null if the float would not return it digit for digit. */
  static @Nullable Float toFloat(DynamoJsonReader in) {
    BigDecimal number = in.number();
    float nearest = number.floatValue();
    return Float.isFinite(nearest) && new BigDecimal(Float.toString(nearest)).compareTo(number) == 0
        ? nearest
        : null;
  }

  private static @Nullable Decimal slowDecimal(DynamoJsonReader in, int precision, int scale) {
    BigDecimal number = in.number().stripTrailingZeros();
    if (number.scale() > scale || number.precision() - number.scale() > precision - scale) {
      return null;
    }
    return Decimal.apply(number.setScale(scale, RoundingMode.UNNECESSARY), precision, scale);
  }
}
