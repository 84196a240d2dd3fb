package dev.sluice.analytics.latency;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Two of the sorted values between which the population's quantile lies with at least 95 % confidence, whatever the
 * distribution (Conover, "Practical Nonparametric Statistics", 3rd ed., section 3.2). The number B of values at or
 * below the quantile is binomial(n, q). With the values numbered from 1, the interval is [x(l), x(u)], where l is the
 * greatest with P(B &lt; l) &le; 2.5 % and u the least with P(B &lt; u) &ge; 97.5 %. The values are assumed to be
 * independent and from one distribution.
 *
 * <p>Up to {@value #MAX_EXACT} values the binomial itself is used; beyond, its normal approximation, n·q ∓ 1.959964
 * √(n·q·(1−q)), rounded outwards.
 *
 * @param low index of the lower value, from 0
 * @param high index of the upper value, from 0
 */
record OrderStatistics(long low, long high) {
  static final long MAX_EXACT = 1_000_000;

  private static final double TAIL = 0.025;
  private static final double Z = 1.959964;

  /**
   * Returns the interval for q in thousandths, (0, 1000); null if there are too few values: the upper end would be
   * above all of them, or the lower end below.
   */
  static @Nullable OrderStatistics of(int thousandths, long count) {
    if (count == 0) {
      return null;
    }
    OrderStatistics ends =
        count <= MAX_EXACT ? exact(thousandths, (int) count) : approximate(thousandths, count);
    return ends.low < 0 || ends.high >= count ? null : ends;
  }

  /** Returns the fewest values that have such an interval. */
  static long needed(int thousandths) {
    double greater = Math.max(thousandths, 1000 - thousandths) / 1000.0;
    return (long) Math.ceil(Math.log(TAIL) / Math.log(greater));
  }

  private static OrderStatistics exact(int thousandths, int count) {
    BinomialDistribution below = BinomialDistribution.of(count, thousandths / 1000.0);
    return new OrderStatistics(
        below.inverseCumulativeProbability(TAIL) - 1L,
        below.inverseCumulativeProbability(1 - TAIL));
  }

  private static OrderStatistics approximate(int thousandths, long count) {
    double q = thousandths / 1000.0;
    double reach = Z * Math.sqrt(count * q * (1 - q));
    return new OrderStatistics(
        (long) Math.floor(count * q - reach) - 1, (long) Math.ceil(count * q + reach));
  }
}
