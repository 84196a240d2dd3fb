package dev.sluice.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Figures of all experiments of one name.
 *
 * @param bestId the experiment with the best value, of equal values the one with the smallest (time, id); null if no
 *     completed one has a usable metric
 * @param steps every experiment that was the best so far when it ended, by (time, id); the last is the best
 * @param completed experiments whose status is {@code done}
 * @param unmeasured completed experiments whose metric is missing or no number
 * @param failed null if failed experiments are not included
 * @param running null if running experiments are not included
 * @param runsSinceBest experiments after the best by (time, id); null if there is no best
 * @param completedSinceBest those of them that are completed
 * @param byStatus status → count, for every status seen ({@code -} for none)
 * @param runs all of them, by (time, id)
 * @param absent figure → reason, for figures that are null
 */
public record ExperimentFigures(
    String name,
    String metric,
    ExperimentAttributes.Better better,
    @Nullable String bestId,
    @Nullable Instant bestTime,
    @Nullable Double bestValue,
    List<Step> steps,
    long completed,
    long unmeasured,
    @Nullable Long failed,
    @Nullable Long running,
    @Nullable Long runsSinceBest,
    @Nullable Long completedSinceBest,
    Map<String, Long> byStatus,
    List<Run> runs,
    Map<String, String> absent) {
  /** Returns the best run; empty if there is none. */
  public Optional<Run> bestRun() {
    return runs.stream().filter(Run::best).reduce((before, after) -> after);
  }

  /** Returns the step to the best run; empty if there is none. */
  public Optional<Step> lastStep() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /**
   * One experiment.
   *
   * @param timeText its time as stored in the table, for the row's key
   * @param value the metric; null if it is missing or no number
   * @param best whether it was the best so far when it ended
   * @param config path → value, sorted; a path is the names to the value as in a JSON Pointer without the first slash:
   *     {@code optimizer/rate}
   */
  public record Run(
      String id,
      @Nullable Instant time,
      String timeText,
      String status,
      @Nullable Double value,
      boolean best,
      Map<String, Setting> config) {}

  /**
   * A new best.
   *
   * @param beforeId the best run before it; null: there was none
   * @param gain the improvement over the value before, above 0; null: there was none
   * @param relativeGain the gain as a share of the magnitude of the value before; null if there was none, or it was 0
   * @param changes differences from the configuration of the best run before; empty if there was none
   */
  public record Step(
      String id,
      @Nullable Instant time,
      String timeText,
      double value,
      @Nullable String beforeId,
      @Nullable Double beforeValue,
      @Nullable Double gain,
      @Nullable Double relativeGain,
      List<Change> changes) {
    private static final String FIRST = "no experiment before it has a value";

    /** Returns figure → reason, for figures that are null. */
    public Map<String, String> absent() {
      if (beforeId == null) {
        return Map.of(
            "beforeId", FIRST, "beforeValue", FIRST, "gain", FIRST, "relativeGain", FIRST);
      }
      return relativeGain == null
          ? Map.of("relativeGain", "the best before it has the value 0")
          : Map.of();
    }
  }

  /**
   * A difference between two configurations.
   *
   * @param place as in {@link Run#config}
   * @param before null: the setting was added
   * @param after null: the setting was removed
   */
  public record Change(
      String place, @Nullable Setting before, @Nullable Setting after) {}

  /**
   * A value of an experiment's configuration, exactly as stored in the table.
   *
   * @param type DynamoDB's name of its type
   * @param text for S the text; for N the number without needless zeros or exponent; for BOOL {@code true} or {@code
   *     false}; for NULL {@code null}; for B Base64; for all others the content of the DynamoDB JSON, sets sorted
   */
  public record Setting(String type, String text) {}
}
