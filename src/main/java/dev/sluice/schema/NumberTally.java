package dev.sluice.schema;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The largest numbers of digits before and after the decimal point among a column's numbers. */
final class NumberTally {
  /** The number of digits up to which Spark keeps a decimal in a long, which is cheap. */
  private static final int COMPACT = 18;

  /** The number of digits of the widest decimal. */
  private static final int WIDEST = DecimalType.MAX_PRECISION();

  /**
   * The number of digits seen up to which a column becomes a long. A long holds any 18 digits; three are left for
   * values not seen.
   */
  private static final int MAX_DIGITS_IN_LONG = 15;

  /** The number of digits that always fit into a long. */
  private static final int WHOLE_IN_LONG = 18;

  /** The number of digits that are added to those seen, if possible. */
  private static final int HEADROOM = 4;

  private int whole;
  private int fraction;

  void add(BigDecimal number) {
    BigDecimal trimmed = number.stripTrailingZeros();
    whole = Math.max(whole, trimmed.precision() - trimmed.scale());
    fraction = Math.max(fraction, trimmed.scale());
  }

  /** Adds an unknown number, which may have any size that DynamoDB allows. */
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
   * suffices.
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
   * Returns a column's earlier type if it holds all numbers seen, else a type that holds these and all numbers of the
   * earlier type.
   *
   * @param before a type from {@link #exactType}, or double, which does not bind a read of exact numbers
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
