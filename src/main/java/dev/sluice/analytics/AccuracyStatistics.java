package dev.sluice.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of {@link AccuracyStatistic}; those that are not defined, or of the other kind of target, are missing. */
public interface AccuracyStatistics {
  /** The defined ones, unrounded, in the order of declaration. */
  Map<AccuracyStatistic, Double> accuracyStatistics();

  /** The value of a statistic; null where it is not defined. */
  default @Nullable Double value(AccuracyStatistic statistic) {
    return accuracyStatistics().get(statistic);
  }
}
