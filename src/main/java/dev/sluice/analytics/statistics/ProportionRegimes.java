package dev.sluice.analytics.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Proportions that may change once. The likeliest cut maximises the binomial likelihood. Its sides are compared by
 * Fisher's exact test, expressed as a normal deviate z. Proportions of days often vary by more than chance, so z is
 * divided by √φ, where φ is Pearson's χ² of the days within the two sides over its degrees of freedom, at least 1. The
 * result is compared with Student's t of so many degrees, because φ is estimated (quasi-likelihood: P. McCullagh and J.
 * A. Nelder, "Generalized linear models", 1989, 4.5).
 */
final class ProportionRegimes implements Regimes {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  /** Its deviate is 37; smaller values have no finite deviate. */
  private static final double MIN_P = 1e-300;

  private final List<Proportion> series;
  private final Proportion[] sums;

  ProportionRegimes(List<Proportion> series) {
    this.series = List.copyOf(series);
    this.sums = new Proportion[series.size() + 1];
    sums[0] = Proportion.NONE;
    for (int i = 0; i < series.size(); i++) {
      sums[i + 1] = sums[i].merge(series.get(i));
    }
  }

  private Proportion side(int cut) {
    return sums[cut];
  }

  private Proportion rest(int cut) {
    return sums[series.size()].minus(sums[cut]);
  }

  @Override
  public int length() {
    return series.size();
  }

  @Override
  public long countBefore(int cut) {
    return side(cut).trials();
  }

  @Override
  public long countAfter(int cut) {
    return rest(cut).trials();
  }

  @Override
  public double before(int cut) {
    return side(cut).rate();
  }

  @Override
  public double after(int cut) {
    return rest(cut).rate();
  }

  @Override
  public double gain(int cut) {
    return side(cut).logLikelihood() + rest(cut).logLikelihood();
  }

  @Override
  public double p(int cut) {
    double exact = Math.max(MIN_P, FisherTest.p(side(cut), rest(cut)));
    double z = NORMAL.inverseSurvivalProbability(exact / 2);
    int freedom = series.size() - 2;
    double t = z / Math.sqrt(dispersion(cut, freedom));
    return 2 * TDistribution.of(freedom).survivalProbability(t);
  }

  private double dispersion(int cut, int freedom) {
    double sum = 0;
    for (int i = 0; i < series.size(); i++) {
      sum += series.get(i).chiSquare(i < cut ? before(cut) : after(cut));
    }
    return Math.max(1, sum / freedom);
  }
}
