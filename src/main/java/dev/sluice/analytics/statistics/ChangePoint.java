package dev.sluice.analytics.statistics;

import java.util.List;
import java.util.Optional;

/**
 * The point at which a series changed, if it changed once.
 *
 * <p>p is that of the cut itself times the number of cuts that could have been chosen, at most 1 (Bonferroni): were there no
 * change, a p of α or less would come in at most a share α of all series. It needs no simulation and is the same every time.
 *
 * @param index how many elements there are before the change
 * @param before the rate or mean of all before it
 * @param after of all from it on
 * @param countBefore trials or values
 * @param p never stated below 1E-100
 */
public record ChangePoint(
    int index, double before, double after, long countBefore, long countAfter, double p) {
  private static final int MIN_ELEMENTS = 3;
  private static final double MIN_P = 1e-100;

  /**
   * The likeliest one; empty if no cut leaves enough on both sides, or of fewer than three elements.
   *
   * @param least trials that each side has at least, 1 or more
   */
  public static Optional<ChangePoint> ofProportions(List<Proportion> series, long least) {
    return likeliest(new ProportionRegimes(series), least);
  }

  /**
   * Likewise.
   *
   * @param least values that each side has at least, 1 or more
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
