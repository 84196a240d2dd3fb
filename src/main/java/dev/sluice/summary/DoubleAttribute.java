package dev.sluice.summary;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/** Formats doubles as DynamoDB numbers: the shortest text that parses to the same double. */
final class DoubleAttribute {
  private DoubleAttribute() {}

  /**
   * Returns the text; empty if DynamoDB has no such number: not finite, or beyond 1E-130 to 9.99…E+125.
   *
   * <p>{@link Double#toString} is not used: before JDK 19 its text is not always the shortest, and a row's content hash
   * must not depend on the JDK.
   */
  static Optional<String> text(double value) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    BigDecimal number = shortest(value);
    return NumberGrammar.inRange(number) ? Optional.of(canonical(number)) : Optional.empty();
  }

  /**
   * Returns one text for each number, however it was written: {@code 1E+2}, {@code 100} and {@code 100.0} are {@code
   * 100}. Unlike {@link NumberGrammar#canonical}, small numbers keep their exponent: stored content hashes depend on
   * it.
   */
  static String canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.toPlainString() : stripped.toString();
  }

  /**
   * Returns the shortest decimal. At a power of two, where doubles lie closer below than above, it need not be the
   * nearest of its length.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    // at most a digit or two too long; where so many digits are not enough, fewer are not either
    int digits = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
    BigDecimal shortest = exact;
    for (; digits > 0; digits--) {
      Optional<BigDecimal> rounded = rounded(exact, value, digits);
      if (rounded.isEmpty()) {
        break;
      }
      shortest = rounded.get();
    }
    return shortest;
  }

  /** Returns a decimal of at most so many digits that parses to the double. */
  private static Optional<BigDecimal> rounded(BigDecimal exact, double value, int digits) {
    return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.UP)
        .map(mode -> exact.round(new MathContext(digits, mode)))
        .filter(rounded -> rounded.doubleValue() == value)
        .findFirst();
  }
}
