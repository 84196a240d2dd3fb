package dev.sluice.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of an experiment, and the rule by which a run is best.
 *
 * @param statuses that are looked at; empty: all
 * @param done the value of {@code status} that says an experiment ended well
 * @param metric path of the metric, {@code metrics.accuracy}
 * @param better whether larger or smaller values of the metric are better
 * @param config path of what it was configured with; null: nothing is said of that
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

  /** Returns whether experiments that stand so are looked at. */
  public boolean asksFor(String standing) {
    return statuses.isEmpty() || statuses.contains(standing);
  }
}
