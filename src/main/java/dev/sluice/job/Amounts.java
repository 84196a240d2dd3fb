package dev.sluice.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts as a person reads them in a table; what is not known is a dash. */
final class Amounts {
  private static final String UNKNOWN = "-";
  private static final double LARGE = 100;
  private static final MathContext DIGITS = new MathContext(3);

  private Amounts() {}

  /** To three digits, of large ones to the unit: {@code 0.000131}, {@code 12,345}. */
  static String of(@Nullable Double amount) {
    if (amount == null) {
      return UNKNOWN;
    }
    return amount >= LARGE
        ? String.format(Locale.ROOT, "%,.0f", amount)
        : new BigDecimal(amount).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** To a tenth: {@code 1,027.5}. */
  static String tenths(@Nullable Double amount) {
    return amount == null ? UNKNOWN : String.format(Locale.ROOT, "%,.1f", amount);
  }
}
