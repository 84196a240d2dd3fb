package dev.sluice.analytics.statistics;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Tests exactly whether two proportions differ (R. A. Fisher, "The design of experiments", 1935): if they do not, the
 * successes of the first are hypergeometric, given all successes together.
 */
final class FisherTest {
  private static final double NEGLIGIBLE = 1e-17;

  private FisherTest() {}

  /** Returns twice the smaller tail, at most 1. */
  static double p(Proportion one, Proportion other) {
    Proportion all = one.merge(other);
    double expected = (double) one.trials() * all.successes() / all.trials();
    // the tail below is that of the failures above
    return one.successes() >= expected
        ? Math.min(1, 2 * upperTail(one, all))
        : Math.min(1, 2 * upperTail(failures(one), failures(all)));
  }

  private static Proportion failures(Proportion of) {
    return new Proportion(of.trials() - of.successes(), of.trials());
  }

  /** Returns P(X ≥ k) for k above the mean, where every term is smaller than the one before. */
  private static double upperTail(Proportion one, Proportion all) {
    double term = Math.exp(logProbability(one, all));
    double sum = 0;
    long k = one.successes();
    while (term > NEGLIGIBLE * sum) {
      sum += term;
      double more = (double) (all.successes() - k) * (one.trials() - k);
      k++;
      term *= more / ((double) k * (all.trials() - all.successes() - one.trials() + k));
    }
    return sum;
  }

  private static double logProbability(Proportion one, Proportion all) {
    return logChoose(all.successes(), one.successes())
        + logChoose(all.trials() - all.successes(), one.trials() - one.successes())
        - logChoose(all.trials(), one.trials());
  }

  private static double logChoose(long n, long k) {
    return LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
  }
}
