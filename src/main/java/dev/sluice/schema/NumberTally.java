package dev.sluice.schema;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** How large and how fine the numbers of a column are, in decimal digits. */
final class NumberTally {
  /** Digits that a decimal kept in a long has, the cheap kind. */
  private static final int COMPACT = 18;

  private static final int WIDEST = DecimalType.MAX_PRECISION();

  /** A long holds 18 digits surely; three of them are left for values not seen. */
  private static final int MAX_DIGITS_IN_LONG = 15;

  /** A long holds these surely. */
  private static final int WHOLE_IN_LONG = 18;

  /** What a column has beyond the values seen, where there is room. */
  private static final int HEADROOM = 4;

  private int whole;
  private int fraction;

  void add(BigDecimal number) {
    BigDecimal trimmed = number.stripTrailingZeros();
    whole = Math.max(whole, trimmed.precision() - trimmed.scale());
    fraction = Math.max(fraction, trimmed.scale());
  }

  /** A number may be anything DynamoDB holds. */
  void addUnknown() {
    whole = NumberGrammar.MAX_EXPONENT + 1;
    fraction = -NumberGrammar.MIN_EXPONENT;
  }

  void merge(NumberTally other) {
    whole = Math.max(whole, other.whole);
    fraction = Math.max(fraction, other.fraction);
  }

  /**
   * A type that holds all of them exactly, and has headroom: long, or decimal, or string where none can (the column is
   * then marked N).
   */
  DataType exactType() {
    if (fraction <= 0 && whole <= MAX_DIGITS_IN_LONG) {
      return DataTypes.LongType;
    }
    int digits = Math.max(whole, 1) + Math.max(fraction, 0);
    if (digits > WIDEST) {
      return DataTypes.StringType;
    }
    int precision = digits + HEADROOM <= COMPACT ? COMPACT : WIDEST;
    int spare = precision - digits;
    return new DecimalType(precision, Math.max(fraction, 0) + (fraction > 0 ? spare / 2 : 0));
  }

  /**
   * The earlier type of a column, as long as it holds all numbers seen; else one that holds these and all of its own.
   *
   * @param before as {@link #exactType} has it, or double, which binds nobody who asks for exact numbers
   */
  DataType widened(DataType before) {
    if (before.equals(DataTypes.DoubleType)) {
      return isEmpty() ? before : exactType();
    }
    if (before.equals(DataTypes.LongType)) {
      return fits(WHOLE_IN_LONG, 0) ? before : with(WHOLE_IN_LONG + 1, 0).exactType();
    }
    if (before instanceof DecimalType decimal) {
      int digits = decimal.precision() - decimal.scale();
      return fits(digits, decimal.scale())
          ? before
          : with(digits, decimal.scale()).exactType();
    }
    return before;
  }

  private boolean isEmpty() {
    return whole == 0 && fraction == 0;
  }

  private boolean fits(int digits, int scale) {
    return whole <= digits && fraction <= scale;
  }

  private NumberTally with(int digits, int scale) {
    NumberTally all = new NumberTally();
    all.whole = Math.max(whole, digits);
    all.fraction = Math.max(fraction, scale);
    return all;
  }
}
