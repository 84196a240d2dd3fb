package dev.sluice.schema;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The most digits before and after the decimal point among the numbers of a column. */
final class NumberTally {
  /** Digits of a decimal that Spark keeps in a long, which is cheap. */
  private static final int COMPACT = 18;

  /** Digits of the widest decimal. */
  private static final int WIDEST = DecimalType.MAX_PRECISION();

  /** A long holds any 18 digits; three are left for values not seen. */
  private static final int MAX_DIGITS_IN_LONG = 15;

  /** A long holds any number of so many digits. */
  private static final int WHOLE_IN_LONG = 18;

  /** Digits beyond those of the values seen, if there is room. */
  private static final int HEADROOM = 4;

  private int whole;
  private int fraction;

  void add(BigDecimal number) {
    BigDecimal trimmed = number.stripTrailingZeros();
    whole = Math.max(whole, trimmed.precision() - trimmed.scale());
    fraction = Math.max(fraction, trimmed.scale());
  }

  /** Adds a number of which nothing is known: it may be any that DynamoDB has. */
  void addUnknown() {
    whole = NumberGrammar.MAX_EXPONENT + 1;
    fraction = -NumberGrammar.MIN_EXPONENT;
  }

  /** Adds all numbers of another tally. */
  void merge(NumberTally other) {
    whole = Math.max(whole, other.whole);
    fraction = Math.max(fraction, other.fraction);
  }

  /**
   * Returns a type that holds all numbers exactly and has headroom: long or decimal, or string (with tag N) if neither
   * does.
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
   * Returns a column's earlier type if it holds all numbers seen; else a type that holds these and all of the earlier one.
   *
   * @param before a type of {@link #exactType}, or double, which does not bind a read of exact numbers
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
