package dev.sluice.analytics.experiments;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The best of the experiments added so far, and the steps to it. Values are compared, and gains computed, with all
 * their digits; only the results are rounded, to the nearest double.
 */
final class BestSoFar {
  private final Better better;
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Trial best;

  BestSoFar(Better better) {
    this.better = better;
  }

  /** Returns whether this one is better than all before. Of equal values the first stays the best. */
  boolean improvedBy(Trial trial) {
    BigDecimal value = trial.value();
    boolean improved =
        value != null && (best == null || gain(value, valueOf(best)).signum() > 0);
    if (improved) {
      steps.add(best == null ? first(trial) : step(best, trial));
      best = trial;
    }
    return improved;
  }

  /** Returns the best experiment; null if none has a value yet. */
  @Nullable
  Trial best() {
    return best;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private BigDecimal gain(BigDecimal value, BigDecimal before) {
    return better == Better.LARGER ? value.subtract(before) : before.subtract(value);
  }

  private static Step first(Trial trial) {
    return new Step(
        trial.id(),
        trial.time(),
        trial.timeText(),
        valueOf(trial).doubleValue(),
        null,
        null,
        null,
        null,
        List.of());
  }

  private Step step(Trial before, Trial trial) {
    BigDecimal was = valueOf(before);
    BigDecimal gain = gain(valueOf(trial), was);
    return new Step(
        trial.id(),
        trial.time(),
        trial.timeText(),
        valueOf(trial).doubleValue(),
        before.id(),
        was.doubleValue(),
        gain.doubleValue(),
        was.signum() == 0
            ? null
            : (Double) gain.divide(was.abs(), MathContext.DECIMAL128).doubleValue(),
        Configuration.changes(before.config(), trial.config()));
  }

  private static BigDecimal valueOf(Trial trial) {
    return Objects.requireNonNull(trial.value());
  }
}
