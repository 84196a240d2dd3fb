package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.ClassFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.statistics.Wilson;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of one day's {@link Outcomes}. */
final class AccuracyMetrics {
  /** A row of the summary table has to hold them. */
  static final int MAX_CLASSES = 200;

  private static final String NO_LABELS = "no labels";

  private final TargetKind target;
  private final Outcomes outcomes;
  private final OutcomeCounts counts;
  private final ConfusionCounts confusion;
  private final long labelled;
  private final Map<String, String> absent = new TreeMap<>();

  AccuracyMetrics(TargetKind target, Outcomes outcomes) {
    this.target = target;
    this.outcomes = outcomes;
    this.counts = outcomes.counts();
    this.confusion = outcomes.confusion();
    this.labelled = counts.labelled(target);
  }

  AccuracyFigures figures(
      String model,
      String version,
      Window day,
      Rolling rolling7,
      Rolling rolling28,
      Calibration calibration28,
      Signals signals,
      Status status) {
    absent.putAll(signals.absent());
    boolean classes = target == TargetKind.CLASS;
    SortedMap<String, ClassFigures> perClass = classes ? confusion.classes() : new TreeMap<>();
    Wilson wilson = classes && labelled > 0 ? Wilson.of(counts.correct(), labelled) : null;
    NumericMetrics numeric = !classes && labelled > 0 ? new NumericMetrics(counts.errors()) : null;
    boolean listed = listed(perClass.size());
    ClassMetrics overall = classes ? overall(perClass) : null;
    return new AccuracyFigures(
        model,
        version,
        day,
        target,
        counts.predicted(),
        labelled,
        (double) labelled / counts.predicted(),
        classes ? (Long) counts.correct() : null,
        wilson == null ? none(classes, "accuracy") : (Double) accuracy(counts, labelled),
        wilson == null ? none(classes, "accuracyLow") : (Double) wilson.low(),
        wilson == null ? none(classes, "accuracyHigh") : (Double) wilson.high(),
        overall == null ? null : overall.macroF1(),
        overall == null ? null : overall.averages(),
        overall == null ? null : overall.majority(),
        listed ? perClass : Map.of(),
        listed && classes ? confusion.counts() : Map.of(),
        numeric == null ? none(!classes, "mae") : (Double) numeric.mae(),
        numeric == null ? none(!classes, "rmse") : (Double) numeric.rmse(),
        numeric == null ? none(!classes, "bias") : (Double) numeric.bias(),
        numeric == null ? none(!classes, "r2") : r2(numeric),
        classes ? null : outcomes.values().excluded(),
        classes ? calibration() : null,
        classes ? calibration28 : null,
        outcomes.delays().figures(),
        rolling7,
        rolling28,
        signals.figures(),
        status,
        absent);
  }

  /** The figures of several days together. */
  static Rolling rolling(TargetKind target, int days, OutcomeCounts counts) {
    long labelled = counts.labelled(target);
    boolean judged = labelled > 0;
    boolean classes = target == TargetKind.CLASS;
    Wilson wilson = judged && classes ? Wilson.of(counts.correct(), labelled) : null;
    return new Rolling(
        days,
        counts.predicted(),
        labelled,
        classes ? (Long) counts.correct() : null,
        wilson == null ? null : (Double) accuracy(counts, labelled),
        wilson == null ? null : (Double) wilson.low(),
        wilson == null ? null : (Double) wilson.high(),
        judged && !classes ? (Double) new NumericMetrics(counts.errors()).mae() : null);
  }

  private static double accuracy(OutcomeCounts counts, long labelled) {
    return (double) counts.correct() / labelled;
  }

  private @Nullable ClassMetrics overall(SortedMap<String, ClassFigures> perClass) {
    if (labelled > 0 && !confusion.isFull()) {
      explain(perClass);
      return new ClassMetrics(perClass);
    }
    String reason = labelled == 0
        ? NO_LABELS
        : tooMany("pairs of label and prediction", ConfusionCounts.MAX_PAIRS);
    List.of("macroF1", "averages", "majority").forEach(figure -> absent.put(figure, reason));
    return null;
  }

  private void explain(SortedMap<String, ClassFigures> perClass) {
    if (perClass.values().stream().anyMatch(figures -> figures.predicted() == 0)) {
      absent.put("perClass.precision", "a class that was never predicted has none");
    }
    if (perClass.values().stream().anyMatch(figures -> figures.support() == 0)) {
      absent.put("perClass.recall", "a class that is no label has none");
    }
    if (perClass.values().stream().allMatch(f -> f.support() == 0 || f.predicted() == 0)) {
      absent.put("averages.weightedPrecision", "no class that is a label was ever predicted");
    }
  }

  private Calibration calibration() {
    Calibration calibration = outcomes.reliability().figures();
    if (calibration.count() == 0) {
      absent.put(
          "calibration", labelled == 0 ? NO_LABELS : "no labelled item has a usable confidence");
    }
    return calibration;
  }

  private boolean listed(int classes) {
    if (classes <= MAX_CLASSES && !confusion.isFull()) {
      return true;
    }
    if (target == TargetKind.CLASS) {
      String reason = tooMany("classes", MAX_CLASSES);
      absent.put("perClass", reason);
      absent.put("confusion", reason);
    }
    return false;
  }

  private static String tooMany(String what, int most) {
    return "more than %,d %s".formatted(most, what);
  }

  private @Nullable Double r2(NumericMetrics numeric) {
    Double r2 = numeric.r2();
    if (r2 == null || r2.isInfinite()) {
      absent.put("r2", r2 == null ? "all labels are equal" : "labels are too nearly equal");
      return null;
    }
    return r2;
  }

  private @Nullable Double none(boolean ofThisTarget, String figure) {
    if (ofThisTarget) {
      absent.put(figure, NO_LABELS);
    }
    return null;
  }
}
