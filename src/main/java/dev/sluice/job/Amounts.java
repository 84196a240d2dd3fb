package dev.sluice.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats amounts for a table; an unknown amount is a dash. */
final class Amounts {
  private static final String UNKNOWN = "-";
  private static final double LARGE = 100;
  private static final MathContext DIGITS = new MathContext(3);

  private Amounts() {}

  /** Formats three digits, or a whole number for large amounts: {@code 0.000131}, {@code 12,345}. */
  static String of(@Nullable Double amount) {
    if (amount == null) {
      return UNKNOWN;
    }
    return amount >= LARGE
        ? String.format(Locale.ROOT, "%,.0f", amount)
        : new BigDecimal(amount).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Formats one decimal: {@code 1,027.5}. */
  static String tenths(@Nullable Double amount) {
    return amount == null ? UNKNOWN : String.format(Locale.ROOT, "%,.1f", amount);
  }
}
