package dev.sluice.analytics.statistics;

import java.util.List;
import java.util.Optional;

/**
 * The point at which a series changed, if it changed once.
 *
 * <p>p is that of the cut itself times the number of possible cuts, at most 1 (Bonferroni): without a change, a p of α
 * or less occurs in at most a share α of all series. This needs no simulation and is deterministic.
 *
 * @param index number of elements before the change
 * @param before rate or mean of all elements before it
 * @param after rate or mean of all elements from it on
 * @param countBefore number of trials or values before it
 * @param p never below 1E-100
 */
public record ChangePoint(
    int index, double before, double after, long countBefore, long countAfter, double p) {
  private static final int MIN_ELEMENTS = 3;
  private static final double MIN_P = 1e-100;

  /**
   * Returns the likeliest change point; empty if no cut leaves enough on both sides, or if there are fewer than three
   * elements.
   *
   * @param least the fewest trials of each side, 1 or more
   */
  public static Optional<ChangePoint> ofProportions(List<Proportion> series, long least) {
    return likeliest(new ProportionRegimes(series), least);
  }

  /**
   * Returns the likeliest change point of means; empty as for proportions.
   *
   * @param least the fewest values of each side, 1 or more
   */
  public static Optional<ChangePoint> ofMeans(List<Sample> series, long least) {
    return likeliest(new MeanRegimes(series), least);
  }

  private static Optional<ChangePoint> likeliest(Regimes series, long least) {
    int cuts = 0;
    int best = 0;
    for (int cut = 1; cut < series.length(); cut++) {
      if (series.countBefore(cut) >= least && series.countAfter(cut) >= least) {
        cuts++;
        best = best == 0 || series.gain(cut) > series.gain(best) ? cut : best;
      }
    }
    return best == 0 || series.length() < MIN_ELEMENTS
        ? Optional.empty()
        : Optional.of(at(series, best, cuts));
  }

  private static ChangePoint at(Regimes series, int cut, int cuts) {
    return new ChangePoint(
        cut,
        series.before(cut),
        series.after(cut),
        series.countBefore(cut),
        series.countAfter(cut),
        Math.max(MIN_P, Math.min(1, series.p(cut) * cuts)));
  }
}
