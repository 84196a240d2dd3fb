package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an experiment, and the rule that finds the best run.
 *
 * @param statuses the statuses that are included; empty: all
 * @param done the value of {@code status} of a completed experiment
 * @param metric path of the metric, {@code metrics.accuracy}
 * @param better whether larger or smaller values of the metric are better
 * @param config path of the configuration; null: configurations are not compared
 * @param timeFormat pattern of times that are neither ISO-8601 nor epoch, as {@link EventTime} reads it; null: none
 */
public record ExperimentAttributes(
    String id,
    String name,
    String time,
    String status,
    List<String> statuses,
    String done,
    String metric,
    Better better,
    @Nullable String config,
    @Nullable String timeFormat) {
  public ExperimentAttributes {
    statuses = List.copyOf(statuses);
  }

  /** The direction of a metric. */
  public enum Better {
    LARGER,
    SMALLER
  }

  /** Returns whether experiments with this status are included. */
  public boolean asksFor(String standing) {
    return statuses.isEmpty() || statuses.contains(standing);
  }
}
