package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracySample;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.Sample;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums as the formulas of {@link AccuracyStatistic} see them.
 *
 * @param classes by name; none where they are not known
 * @param withoutClasses why they are not known
 */
record OutcomeSample(
    TargetKind target,
    OutcomeCounts counts,
    Collection<ClassFigures> classes,
    @Nullable String withoutClasses)
    implements AccuracySample {
  /** Returns a sample whose classes are not known. */
  static OutcomeSample of(TargetKind target, OutcomeCounts counts) {
    return new OutcomeSample(target, counts, List.of(), "the classes are not known");
  }

  /** Accuracy, or mean absolute error; of something labelled. */
  double figure() {
    return AccuracyStatistic.main(target).of(this);
  }

  /** Returns the absolute errors of the numeric pairs; there must be one. */
  Sample errorSample() {
    return counts.errors().sample(AccuracyStatistic.MAE.of(this));
  }

  /**
   * Computes these statistics, as far as they are for this target and defined.
   *
   * @param absent to which the reasons are added why others are not
   */
  Map<AccuracyStatistic, Double> statistics(
      Predicate<AccuracyStatistic> which, Map<String, String> absent) {
    Map<AccuracyStatistic, Double> defined = new EnumMap<>(AccuracyStatistic.class);
    for (AccuracyStatistic statistic : AccuracyStatistic.values()) {
      if (statistic.isOf(target) && which.test(statistic)) {
        String reason = statistic.undefined(this);
        if (reason == null) {
          defined.put(statistic, statistic.of(this));
        } else {
          absent.put(statistic.attribute(), reason);
        }
      }
    }
    return defined;
  }

  @Override
  public long predicted() {
    return counts.predicted();
  }

  @Override
  public long labelled() {
    return counts.labelled(target);
  }

  @Override
  public long correct() {
    return counts.correct();
  }

  @Override
  public BigDecimal absoluteErrors() {
    return counts.errors().absolute();
  }

  @Override
  public BigDecimal errors() {
    return counts.errors().signed();
  }

  @Override
  public BigDecimal squaredErrors() {
    return counts.errors().squared();
  }

  @Override
  public BigDecimal labels() {
    return counts.errors().labels();
  }

  @Override
  public BigDecimal squaredLabels() {
    return counts.errors().labelsSquared();
  }
}
