package dev.sluice.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of {@link LatencyStatistic}; those that are not defined are missing. */
public interface LatencyStatistics {
  /** A confidence interval of a quantile, in milliseconds; both ends belong to it. */
  record Interval(double low, double high) {}

  /** The defined ones, unrounded, in the order of declaration. */
  Map<LatencyStatistic, Double> statistics();

  /** The 95 % confidence intervals of quantiles, where they are given and defined. */
  default Map<LatencyStatistic, Interval> intervals() {
    return Map.of();
  }

  /** The value of a statistic; null where it is not defined. */
  default @Nullable Double value(LatencyStatistic statistic) {
    return statistics().get(statistic);
  }

  /** The 95 % confidence interval of a quantile; null where it is not defined. */
  default @Nullable Interval interval(LatencyStatistic quantile) {
    return intervals().get(quantile);
  }
}
