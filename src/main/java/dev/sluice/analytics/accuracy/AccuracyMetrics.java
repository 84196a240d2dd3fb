package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
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
  private static final String TOO_MANY_PAIRS =
      tooMany("pairs of label and prediction", ConfusionCounts.MAX_PAIRS);

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
    boolean listed = listed(perClass.size());
    ClassMetrics overall = classes ? overall(perClass) : null;
    return new AccuracyFigures(
        model,
        version,
        day,
        target,
        counts.predicted(),
        labelled,
        sample(perClass).statistics(every -> true, absent),
        overall == null ? null : overall.averages(),
        overall == null ? null : overall.majority(),
        listed ? perClass : Map.of(),
        listed && classes ? confusion.counts() : Map.of(),
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
    OutcomeSample sample = OutcomeSample.of(target, counts);
    return new Rolling(
        days,
        sample.predicted(),
        sample.labelled(),
        sample.statistics(AccuracyStatistic::isInSpans, new TreeMap<>()));
  }

  private OutcomeSample sample(SortedMap<String, ClassFigures> perClass) {
    return new OutcomeSample(
        target, counts, perClass.values(), confusion.isFull() ? TOO_MANY_PAIRS : null);
  }

  private @Nullable ClassMetrics overall(SortedMap<String, ClassFigures> perClass) {
    if (labelled > 0 && !confusion.isFull()) {
      explain(perClass);
      return new ClassMetrics(perClass);
    }
    String reason = labelled == 0 ? NO_LABELS : TOO_MANY_PAIRS;
    List.of("averages", "majority").forEach(figure -> absent.put(figure, reason));
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
}
