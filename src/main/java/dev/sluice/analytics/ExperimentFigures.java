package dev.sluice.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All experiments of one name.
 *
 * @param bestId of equal values that of the smallest (time, id); null where none is done with a usable metric
 * @param completed experiments whose status is {@code done}
 * @param byStatus status → count, every status seen ({@code -} for none)
 * @param runs all of them, by (time, id)
 * @param absent figure → reason, for those that are null
 */
public record ExperimentFigures(
    String name,
    String metric,
    ExperimentAttributes.Better better,
    @Nullable String bestId,
    @Nullable Instant bestTime,
    @Nullable Double bestValue,
    long completed,
    long failed,
    long running,
    Map<String, Long> byStatus,
    List<Run> runs,
    Map<String, String> absent) {
  /**
   * One experiment.
   *
   * @param timeText its time as the table has it, for the row's key
   * @param value the metric; null where it is missing or no number
   * @param best whether it was the best so far when it ended
   */
  public record Run(
      String id,
      @Nullable Instant time,
      String timeText,
      String status,
      @Nullable Double value,
      boolean best) {}
}
