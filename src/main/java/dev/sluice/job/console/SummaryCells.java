package dev.sluice.job.console;

import dev.sluice.failure.Printable;
import dev.sluice.summary.SummaryRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats attributes of rows for the console, rounded; {@link #NONE} if an attribute is absent. */
final class SummaryCells {
  static final String NONE = "-";

  private static final MathContext SIGNIFICANT = new MathContext(4, RoundingMode.HALF_EVEN);

  private SummaryCells() {}

  static String text(SummaryRow row, String name) {
    return row.text(name).map(Printable::brief).orElse(NONE);
  }

  static String count(SummaryRow row, String name) {
    return row.count(name).isPresent()
        ? String.format(Locale.ROOT, "%,d", row.count(name).getAsLong())
        : NONE;
  }

  static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.2f %%", 100 * share.getAsDouble())
        : NONE;
  }

  static String milliseconds(OptionalDouble latency) {
    return latency.isPresent() ? String.format(Locale.ROOT, "%,.3f", latency.getAsDouble()) : NONE;
  }

  /** Formats four significant digits. */
  static String significant(OptionalDouble value) {
    if (value.isEmpty()) {
      return NONE;
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value.getAsDouble()).round(SIGNIFICANT).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.toPlainString() : rounded.toString();
  }
}
