package dev.sluice.training;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals as models take them: the nearest double, of two equally near the even one (IEEE 754). */
final class NearestDouble {
  /** Decimals of so many digits are told apart by doubles. */
  private static final int EXACT_DIGITS = 15;

  private NearestDouble() {}

  /** The nearest double, or null if the number is larger than all. */
  static @Nullable Double of(BigDecimal number) {
    double nearest = number.doubleValue();
    return Double.isInfinite(nearest) ? null : nearest;
  }

  /** Whether the double's shortest decimal form is another number. */
  static boolean loses(BigDecimal number, double nearest) {
    BigDecimal trimmed = number.precision() <= EXACT_DIGITS ? number : number.stripTrailingZeros();
    return (trimmed.precision() > EXACT_DIGITS || (nearest == 0 && number.signum() != 0))
        && new BigDecimal(Double.toString(nearest)).compareTo(trimmed) != 0;
  }
}
