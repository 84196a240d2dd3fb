package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calibration of a model's confidences: compares the confidence c in the predicted class with the outcome o (1 if the
 * prediction was right, else 0), over labelled items with a usable confidence.
 *
 * @param count number of those items
 * @param brier Σ(c − o)² ÷ count, 0 at best (G. W. Brier, "Verification of forecasts expressed in terms of
 *     probability", 1950, for the one event "the prediction is right"); null if there are none
 * @param expectedError the expected calibration error: Σ |Σc − Σo| over the bins ÷ count (Naeini, Cooper and
 *     Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015); null if there are none
 * @param bins the bins that are not empty, ascending
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
   * One of ten bins of equal width: from ≤ confidence &lt; to; the last bin includes 1.
   *
   * @param correct number of items whose prediction was right
   * @param confidence mean of the confidences
   * @param accuracy correct ÷ count
   */
  public record Bin(
      double from, double to, long count, long correct, double confidence, double accuracy) {}

  /**
   * Confidences that are not used.
   *
   * @param missing no such attribute, or NULL
   * @param nonNumeric neither a number nor text in DynamoDB's number grammar; NaN included
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
