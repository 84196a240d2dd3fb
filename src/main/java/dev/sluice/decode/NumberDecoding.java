package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decodes the reader's current string as a number, into an index of a vector. Returns false if the type
 * cannot hold it. Short numbers, the usual case, need no {@link BigDecimal}.
 */
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

  /** Decodes as a long. Returns false if the number is not whole or too large. */
  static boolean toLong(DynamoJsonReader in, ItemVector values, int index) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    int digits = in.to() - i;
    if (digits == 0 || digits > SAFE_DIGITS) {
      return slowLong(in, values, index);
    }
    long value = 0;
    for (; i < in.to(); i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return slowLong(in, values, index);
      }
      value = value * 10 + digit;
    }
    values.put(index, negative ? -value : value);
    return true;
  }

  private static boolean slowLong(DynamoJsonReader in, ItemVector values, int index) {
    BigDecimal number = in.number();
    if (number.precision() - number.scale() > 19) {
      return false;
    }
    try {
      values.put(index, number.longValueExact());
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Decodes as decimal(precision, scale). Returns false if that type cannot hold the number exactly. */
  static boolean toDecimal(
      DynamoJsonReader in, int precision, int scale, ItemVector values, int index) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (in.to() - i > SAFE_DIGITS || in.to() == i) {
      return slowDecimal(in, precision, scale, values, index);
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
        return slowDecimal(in, precision, scale, values, index);
      }
    }
    int digits = in.to() - in.from() - (negative ? 1 : 0) - (fraction < 0 ? 0 : 1);
    if (digits == 0) {
      return slowDecimal(in, precision, scale, values, index);
    }
    int missing = scale - Math.max(fraction, 0);
    if (missing < 0 || unscaled >= TENS[Math.max(Math.min(precision, SAFE_DIGITS) - missing, 0)]) {
      return slowDecimal(in, precision, scale, values, index);
    }
    // 0 fits whatever the scale is, which may have more digits than a long
    long exact = unscaled == 0 ? 0 : unscaled * TENS[missing];
    values.put(index, negative ? -exact : exact);
    return true;
  }

  /** Decodes as a double. Returns false if the double would not return the number digit for digit. */
  static boolean toDouble(DynamoJsonReader in, ItemVector values, int index) {
    byte[] bytes = in.buffer();
    int i = in.from();
    boolean negative = i < in.to() && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (in.to() - i > DOUBLE_DIGITS + 1 || in.to() == i) {
      return slowDouble(in, values, index);
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
        return slowDouble(in, values, index);
      }
    }
    if (digits == 0 || digits > DOUBLE_DIGITS || (negative && unscaled == 0)) {
      return slowDouble(in, values, index);
    }
    double value = point < 0 ? unscaled : unscaled / DOUBLE_TENS[digits - point];
    values.put(index, negative ? -value : value);
    return true;
  }

  private static boolean slowDouble(DynamoJsonReader in, ItemVector values, int index) {
    BigDecimal number = in.number();
    double nearest = number.doubleValue();
    values.put(index, nearest);
    return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
  }

  /** Decodes as a float. Returns false if the float would not return the number digit for digit. */
  static boolean toFloat(DynamoJsonReader in, ItemVector values, int index) {
    BigDecimal number = in.number();
    float nearest = number.floatValue();
    values.put(index, nearest);
    return Float.isFinite(nearest)
        && new BigDecimal(Float.toString(nearest)).compareTo(number) == 0;
  }

  private static boolean slowDecimal(
      DynamoJsonReader in, int precision, int scale, ItemVector values, int index) {
    BigDecimal number = in.number().stripTrailingZeros();
    if (number.signum() == 0) {
      values.put(index, 0);
      return true;
    }
    if (number.scale() > scale || number.precision() - number.scale() > precision - scale) {
      return false;
    }
    BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
    if (scaled.precision() > SAFE_DIGITS) {
      values.putWide(index, scaled);
    } else {
      values.put(index, scaled.unscaledValue().longValueExact());
    }
    return true;
  }
}
