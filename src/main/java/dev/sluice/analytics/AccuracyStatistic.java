package dev.sluice.analytics;

import static dev.sluice.analytics.Unit.COEFFICIENT;
import static dev.sluice.analytics.Unit.COUNT;
import static dev.sluice.analytics.Unit.SHARE;
import static dev.sluice.analytics.Unit.TARGET;

import dev.sluice.analytics.statistics.Wilson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of accuracy. Each is declared here and nowhere else: its name, its unit, the kind of target that it is
 * for, the fewest labels that it needs, its formula, and where it is shown.
 *
 * <p>The computation, {@code figures.json}, the attributes of the summary rows, the tables of the console and those of the
 * report go through this list, in its order. Every statistic is in {@code figures.json} and in the accuracy rows of its
 * target; the spans of 7 and 28 days, the board, the console and the report have those that say so.
 */
public enum AccuracyStatistic implements Statistic<AccuracySample> {
  /** labelled ÷ predicted. */
  COVERAGE(ofBoth("coverage", SHARE, sample -> (double) sample.labelled() / sample.predicted())
      .needing(0)
      .console("coverage")),
  /** Labelled items whose label is the prediction. */
  CORRECT(
      ofClasses("correct", COUNT, AccuracySample::correct).needing(0).inSpans().report("Correct")),
  /** correct ÷ labelled. */
  ACCURACY(ofClasses("accuracy", SHARE, sample -> (double) sample.correct() / sample.labelled())
      .inSpans()
      .onBoard()
      .console("accuracy")
      .consoleBoard("accuracy")
      .report("Accuracy")),
  /**
   * The lower end of Wilson's score interval of the accuracy, z = 1.959964 (E. B. Wilson, "Probable inference, the law of
   * succession, and statistical inference", 1927).
   */
  ACCURACY_LOW(
      ofClasses("accuracyLow", SHARE, sample -> wilson(sample).low()).inSpans().onBoard()),
  /** The upper end of it. */
  ACCURACY_HIGH(ofClasses("accuracyHigh", SHARE, sample -> wilson(sample).high())
      .intervalFrom(ACCURACY_LOW)
      .inSpans()
      .onBoard()
      .console("95 % interval")
      .consoleBoard("95 % interval")
      .report("95 % interval")),
  /** The mean of the F1 of all classes that are a label or a prediction of a labelled item. */
  MACRO_F1(ofClasses("macroF1", SHARE, AccuracyStatistic::macroF1)
      .unless(AccuracySample::withoutClasses)
      .report("Macro F1")),
  /** Σ|p − l| ÷ n, p a prediction, l its label, n the labels. */
  MAE(ofNumbers("mae", TARGET, sample -> mean(sample, sample.absoluteErrors()).doubleValue())
      .inSpans()
      .onBoard()
      .console("mae")
      .consoleBoard("mae")
      .report("MAE")),
  /** √(Σ(p − l)² ÷ n). */
  RMSE(ofNumbers("rmse", TARGET, AccuracyStatistic::rmse).report("RMSE")),
  /** Σ(p − l) ÷ n. */
  BIAS(ofNumbers("bias", TARGET, sample -> mean(sample, sample.errors()).doubleValue())
      .report("Bias")),
  /** 1 − n·Σ(p − l)² ÷ (n·Σl² − (Σl)²), the coefficient of determination. */
  R2(ofNumbers("r2", COEFFICIENT, AccuracyStatistic::r2)
      .unless(AccuracyStatistic::withoutR2)
      .report("R²"));

  private static final MathContext PRECISION = MathContext.DECIMAL128;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it once it is declared
  private final Declaration declaration;

  AccuracyStatistic(Declaration declaration) {
    this.declaration = declaration;
  }

  @Override
  public Declaration declaration() {
    return declaration;
  }

  /** Returns the one that trends, change points and comparisons are about. */
  public static AccuracyStatistic main(TargetKind target) {
    return target == TargetKind.NUMERIC ? MAE : ACCURACY;
  }

  /** Returns whether it is for this kind of target. */
  public boolean isOf(TargetKind target) {
    return declaration.targets.contains(target);
  }

  /** Returns whether it is given for 7 and 28 days too. */
  public boolean isInSpans() {
    return declaration.spans;
  }

  /** The lower end of the interval of which it is the upper end; null: it is none. Tables show both in its column. */
  public @Nullable AccuracyStatistic intervalFrom() {
    return declaration.lowerEnd;
  }

  private static Wilson wilson(AccuracySample sample) {
    return Wilson.of(sample.correct(), sample.labelled());
  }

  private static double macroF1(AccuracySample sample) {
    Collection<ClassFigures> classes = sample.classes();
    double sum = 0;
    for (ClassFigures figures : classes) {
      sum += Objects.requireNonNull(figures.f1(), "each is a label or a prediction");
    }
    return sum / classes.size();
  }

  private static BigDecimal mean(AccuracySample sample, BigDecimal sum) {
    return sum.divide(BigDecimal.valueOf(sample.labelled()), PRECISION);
  }

  private static double rmse(AccuracySample sample) {
    return mean(sample, sample.squaredErrors()).sqrt(PRECISION).doubleValue();
  }

  private static double r2(AccuracySample sample) {
    BigDecimal n = BigDecimal.valueOf(sample.labelled());
    BigDecimal unexplained =
        n.multiply(sample.squaredErrors()).divide(labelSpread(sample), PRECISION);
    return BigDecimal.ONE.subtract(unexplained, PRECISION).doubleValue();
  }

  /** n·Σl² − (Σl)². */
  private static BigDecimal labelSpread(AccuracySample sample) {
    return BigDecimal.valueOf(sample.labelled())
        .multiply(sample.squaredLabels())
        .subtract(sample.labels().pow(2));
  }

  private static @Nullable String withoutR2(AccuracySample sample) {
    if (sample.labelled() == 0) {
      return null;
    }
    if (labelSpread(sample).signum() == 0) {
      return "all labels are equal";
    }
    return Double.isInfinite(r2(sample)) ? "labels are too nearly equal" : null;
  }

  private static Declaration ofBoth(
      String name, Unit unit, ToDoubleFunction<AccuracySample> formula) {
    return new Declaration(name, unit, formula, EnumSet.allOf(TargetKind.class));
  }

  private static Declaration ofClasses(
      String name, Unit unit, ToDoubleFunction<AccuracySample> formula) {
    return new Declaration(name, unit, formula, EnumSet.of(TargetKind.CLASS));
  }

  private static Declaration ofNumbers(
      String name, Unit unit, ToDoubleFunction<AccuracySample> formula) {
    return new Declaration(name, unit, formula, EnumSet.of(TargetKind.NUMERIC));
  }

  /** The declaration of one statistic. By default it needs one label. */
  static final class Declaration extends StatisticDeclaration<AccuracySample, Declaration> {
    private final Set<TargetKind> targets;
    private boolean spans;
    private @Nullable AccuracyStatistic lowerEnd;

    Declaration(
        String name, Unit unit, ToDoubleFunction<AccuracySample> formula, Set<TargetKind> targets) {
      super(name, unit, formula);
      this.targets = targets;
    }

    @Override
    Declaration self() {
      return this;
    }

    @Override
    long count(AccuracySample sample) {
      return sample.labelled();
    }

    @Override
    String tooFew(long count, long needed) {
      return count == 0 ? "no labels" : "needs %,d labels, has %,d".formatted(needed, count);
    }

    /** Also of 7 and 28 days; it must follow from counts and sums. */
    Declaration inSpans() {
      spans = true;
      return this;
    }

    /** The upper end of the interval that begins with this. */
    Declaration intervalFrom(AccuracyStatistic lower) {
      lowerEnd = lower;
      return this;
    }
  }
}
