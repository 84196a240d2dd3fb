package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calibration of a model's confidences: the confidence c in the class that was predicted against whether it was
 * right (o = 1) or not (o = 0), over labelled items with a usable confidence.
 *
 * @param count those items
 * @param brier Σ(c − o)² ÷ count, 0 at best (G. W. Brier, "Verification of forecasts expressed in terms of probability",
 *     1950, for the one event "the prediction is right"); null if there are none
 * @param expectedError the expected calibration error: Σ |Σc − Σo| over the bins ÷ count (Naeini, Cooper and Hauskrecht,
 *     "Obtaining well calibrated probabilities using Bayesian binning", 2015); null if there are none
 * @param bins those that hold something, ascending
 * @param excluded labelled items whose confidence is not usable
 */
public record Calibration(
    long count,
    @Nullable Double brier,
    @Nullable Double expectedError,
    List<Bin> bins,
    Excluded excluded) {
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * One of ten bins of equal width: from ≤ confidence &lt; to, and in the last one 1 too.
   *
   * @param correct items whose prediction was right
   * @param confidence their mean
   * @param accuracy correct ÷ count
   */
  public record Bin(
      double from, double to, long count, long correct, double confidence, double accuracy) {}

  /**
   * Confidences that do not count.
   *
   * @param missing no such attribute, or NULL
   * @param nonNumeric no number, nor text in DynamoDB's number grammar; NaN too
   * @param outOfRange below 0 or above 1
   */
  public record Excluded(long missing, long nonNumeric, long outOfRange)
      implements MergeableState<Excluded> {
    public static final Excluded NONE = new Excluded(0, 0, 0);

    @Override
    public Excluded merge(Excluded other) {
      return new Excluded(
          missing + other.missing, nonNumeric + other.nonNumeric, outOfRange + other.outOfRange);
    }
  }
}
