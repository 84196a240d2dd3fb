package dev.sluice.analytics;

import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of one day, or of several, as the formulas of {@link AccuracyStatistic} see them. Sums are exact and over
 * the labelled items; p is a prediction, l its label.
 */
public interface AccuracySample {
  /** Returns all items with a prediction; at least 1. */
  long predicted();

  /** Returns those of them that have a label; of a numeric target, where both are numbers. */
  long labelled();

  /** Returns the labelled items whose label is the prediction, for {@link TargetKind#CLASS}. */
  long correct();

  /** Every class that is a label or a prediction of a labelled item, by name; for {@link TargetKind#CLASS}. */
  Collection<ClassFigures> classes();

  /** Returns the reason why the classes are not known; null where they are. */
  @Nullable
  String withoutClasses();

  /** Σ|p − l|, for {@link TargetKind#NUMERIC}, as all that follow. */
  BigDecimal absoluteErrors();

  /** Σ(p − l). */
  BigDecimal errors();

  /** Σ(p − l)². */
  BigDecimal squaredErrors();

  /** Σl. */
  BigDecimal labels();

  /** Σl². */
  BigDecimal squaredLabels();
}
