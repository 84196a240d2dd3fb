package dev.sluice.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All experiments of one name.
 *
 * @param bestId of equal values that of the smallest (time, id); null where none is done with a usable metric
 * @param steps every experiment that was the best so far when it ended, by (time, id); the last is the best
 * @param completed experiments whose status is {@code done}
 * @param unmeasured those of them whose metric is missing or no number
 * @param failed null where failed ones were not asked for
 * @param running null where running ones were not asked for
 * @param runsSinceBest experiments after the best by (time, id); null where there is none
 * @param completedSinceBest those of them that are completed
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
  /** Empty where there is none. */
  public Optional<Run> bestRun() {
    return runs.stream().filter(Run::best).reduce((before, after) -> after);
  }

  /** The step that led to the best; empty where there is none. */
  public Optional<Step> lastStep() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /**
   * One experiment.
   *
   * @param timeText its time as the table has it, for the row's key
   * @param value the metric; null where it is missing or no number
   * @param best whether it was the best so far when it ended
   * @param config place → value, by name; a place is the names that lead there, as in a JSON Pointer but for the first
   *     slash: {@code optimizer/rate}
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
   * @param beforeId the best before it; null: there was none
   * @param gain by how much the value is better than the one before, above 0; null: there was none
   * @param relativeGain that, as a share of the magnitude of the value before; null where there was none, or it was 0
   * @param changes what was configured otherwise than the best before it; none where there was none
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

    /** Figure → reason, for those that are null. */
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
   * One difference between two configurations.
   *
   * @param place as in {@link Run#config}
   * @param before null: it was not there
   * @param after null: it is not there any more
   */
  public record Change(
      String place, @Nullable Setting before, @Nullable Setting after) {}

  /**
   * A value of an experiment's configuration, exactly as the table has it.
   *
   * @param type DynamoDB's name of its type
   * @param text of S the text, of N the number without needless zeros or exponent, of BOOL {@code true} or {@code false}, of
   *     NULL {@code null}, of B Base64; of all others the content of its DynamoDB JSON, sets in order
   */
  public record Setting(String type, String text) {}
}
