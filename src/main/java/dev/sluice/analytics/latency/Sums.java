package dev.sluice.analytics.latency;

import java.math.BigDecimal;

/**
 * Exact sums of values, each as {@link ShortDecimal#of} reads it.
 *
 * @param values Σx
 * @param squares Σx²
 */
record Sums(BigDecimal values, BigDecimal squares) {
  static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO);

  Sums plus(double value, long times) {
    BigDecimal decimal = ShortDecimal.of(value);
    BigDecimal weighted = decimal.multiply(BigDecimal.valueOf(times));
    return new Sums(values.add(weighted), squares.add(weighted.multiply(decimal)));
  }

  Sums plus(Sums other) {
    return new Sums(values.add(other.values), squares.add(other.squares));
  }
}
