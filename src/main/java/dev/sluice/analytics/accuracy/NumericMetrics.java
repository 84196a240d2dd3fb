package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.statistics.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Figures from exact sums of errors. */
final class NumericMetrics {
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final Errors errors;
  private final BigDecimal count;

  /**
   * @param errors of one pair at least
   */
  NumericMetrics(Errors errors) {
    this.errors = errors;
    this.count = BigDecimal.valueOf(errors.count());
  }

  double mae() {
    return errors.absolute().divide(count, PRECISION).doubleValue();
  }

  /** The absolute errors, with Σ(|e| − mean)² = Σe² − (Σ|e|)² ÷ n. */
  Sample absolute() {
    BigDecimal spread =
        count.multiply(errors.squared()).subtract(errors.absolute().pow(2));
    BigDecimal pairs = count.multiply(count.subtract(BigDecimal.ONE));
    double variance = pairs.signum() == 0 ? 0 : spread.divide(pairs, PRECISION).doubleValue();
    return new Sample(errors.count(), mae(), variance);
  }

  double rmse() {
    return errors.squared().divide(count, PRECISION).sqrt(PRECISION).doubleValue();
  }

  double bias() {
    return errors.signed().divide(count, PRECISION).doubleValue();
  }

  /** 1 − n·Σ(p−l)² ÷ (n·Σl² − (Σl)²); null if all labels are equal. */
  @Nullable
  Double r2() {
    BigDecimal spread =
        count.multiply(errors.labelsSquared()).subtract(errors.labels().pow(2));
    if (spread.signum() == 0) {
      return null;
    }
    BigDecimal unexplained = count.multiply(errors.squared()).divide(spread, PRECISION);
    return BigDecimal.ONE.subtract(unexplained, PRECISION).doubleValue();
  }
}
