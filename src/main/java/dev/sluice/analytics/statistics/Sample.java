package dev.sluice.analytics.statistics;

import dev.sluice.analytics.MergeableState;

/**
 * Count and moments of some values.
 *
 * @param count 0 or more
 * @param mean 0 without values
 * @param variance Σ(x − mean)² ÷ (count − 1); 0 with fewer than two values
 */
public record Sample(long count, double mean, double variance) implements MergeableState<Sample> {
  public static final Sample NONE = new Sample(0, 0, 0);

  /** Merges the moments (T. F. Chan, G. H. Golub and R. J. LeVeque, 1979). */
  @Override
  public Sample merge(Sample other) {
    long n = count + other.count;
    if (n == 0) {
      return NONE;
    }
    double apart = other.mean - mean;
    double share = (double) other.count / n;
    double squares = squares() + other.squares() + apart * apart * count * share;
    return new Sample(n, mean + apart * share, n < 2 ? 0 : squares / (n - 1));
  }

  /** Returns Σ(x − mean)². */
  double squares() {
    return variance * Math.max(0, count - 1);
  }
}
