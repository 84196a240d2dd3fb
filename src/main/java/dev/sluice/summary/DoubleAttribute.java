package dev.sluice.summary;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Doubles as DynamoDB numbers: the shortest text that reads back as the same double. */
final class DoubleAttribute {
  /** Enough for every double. */
  private static final int DIGITS = 17;

  private DoubleAttribute() {}

  /**
   * Empty where DynamoDB has no such number: not finite, or beyond 1E-130 to 9.99…E+125.
   *
   * <p>Not {@link Double#toString}: before JDK 19 it is not always the shortest, and a row's content hash must not
   * hang on the JDK.
   */
  static Optional<String> text(double value) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    BigDecimal number = shortest(value);
    return NumberGrammar.inRange(number) ? Optional.of(canonical(number)) : Optional.empty();
  }

  /**
   * Returns one text for each number, however it was written: {@code 1E+2}, {@code 100} and {@code 100.0} are {@code 100}.
   * Unlike {@link NumberGrammar#canonical}, small numbers keep their exponent: content hashes stored so far hang on it.
   */
  static String canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.toPlainString() : stripped.toString();
  }

  /** At a power of two, where doubles lie closer below than above, it need not be the nearest of its length. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DIGITS; digits++) {
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
  }
}
