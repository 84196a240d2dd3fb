package dev.sluice.summary;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Averages;
import dev.sluice.analytics.AccuracyFigures.Excluded;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Majority;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy of one model and version on one day.
 *
 * <p>{@code averages} is {macroPrecision, macroRecall, weightedPrecision, weightedRecall, weightedF1}, {@code majority}
 * {label, support, accuracy}, {@code labelDelay} {count, median, p90, unknown, negative, late} in seconds; {@link
 * CalibrationAttributes} and {@link SignalAttributes} say the rest.
 *
 * <p>Of numeric targets {@code excluded} is {nonNumericPredictions, notFinitePredictions, nonNumericLabels,
 * notFiniteLabels}.
 *
 * <p>{@code perClass} is class → {support, predicted, correct, precision, recall, f1}, {@code confusion} label →
 * prediction → count. Above {@value #MAX_CLASSES} classes the row keeps each class's counts only, of which the other
 * figures follow, and says so in {@code leftOut}. Classes are map keys as {@link KeyParts#key} writes them.
 */
final class AccuracyRow {
  static final int MAX_CLASSES = 50;

  private AccuracyRow() {}

  static PlannedRow planned(AccuracyFigures figures, Keys keys, RowFactory rowFactory) {
    return PlannedRow.of(
        keys.accuracy(figures.model(), figures.window(), figures.version()),
        figures.predicted(),
        figures,
        () -> of(figures, keys, rowFactory));
  }

  static Row of(AccuracyFigures figures, Keys keys, RowFactory rowFactory) {
    Window window = figures.window();
    return rowFactory.row(
        keys.accuracy(figures.model(), window, figures.version()),
        attributes(figures)
            .text(
                RowNames.WINDOW_KEY, keys.windowKey(Keys.ACCURACY, window.grain(), window.label()))
            .text(RowNames.MODEL_KEY, Keys.modelKey(figures.model(), figures.version())),
        window.end(),
        RowOrder.byItems("predicted"),
        List.of("confusion", "perClass", "majority"));
  }

  private static Attributes attributes(AccuracyFigures f) {
    Attributes attributes = Attributes.of(f.window())
        .text("model", f.model())
        .text("version", f.version())
        .text("target", f.target().name())
        .count("predicted", f.predicted())
        .count("labelled", f.labelled())
        .map("rolling7", rolling(f.target(), f.rolling7()))
        .map("rolling28", rolling(f.target(), f.rolling28()))
        .map("labelDelay", delay(f.labelDelay()))
        .text("status", f.status().name().toLowerCase(Locale.ROOT))
        .absent(f.absent());
    f.accuracyStatistics().forEach(attributes::statistic);
    SignalAttributes.add(attributes, f.signals());
    return switch (f.target()) {
      case CLASS -> classes(attributes, f);
      case NUMERIC -> attributes.map("excluded", excluded(f.excluded()));
    };
  }

  private static Attributes excluded(@Nullable Excluded excluded) {
    Excluded counts = excluded == null ? new Excluded(0, 0, 0, 0) : excluded;
    return new Attributes()
        .count("nonNumericPredictions", counts.nonNumericPredictions())
        .count("notFinitePredictions", counts.notFinitePredictions())
        .count("nonNumericLabels", counts.nonNumericLabels())
        .count("notFiniteLabels", counts.notFiniteLabels());
  }

  private static Attributes classes(Attributes attributes, AccuracyFigures f) {
    over(attributes, f);
    int classes = f.perClass().size();
    boolean few = classes <= MAX_CLASSES;
    attributes.map("perClass", perClass(f.perClass(), few));
    if (f.perClass().keySet().stream()
        .anyMatch(name -> KeyParts.bytes(name) > KeyParts.KEY_BYTES)) {
      attributes.leftOut(
          "perClass.names", "the ends of names of more than " + KeyParts.KEY_BYTES + " bytes");
    }
    if (few) {
      return attributes.map("confusion", confusion(f.confusion()));
    }
    String reason = classes + " classes, more than " + MAX_CLASSES;
    return attributes
        .leftOut("confusion", reason)
        .leftOut("perClass.precision", reason)
        .leftOut("perClass.recall", reason)
        .leftOut("perClass.f1", reason);
  }

  /** Adds the figures that rest on all classes, or on none. */
  private static void over(Attributes attributes, AccuracyFigures f) {
    if (f.averages() != null) {
      attributes.map("averages", averages(f.averages()));
    }
    if (f.majority() != null) {
      attributes.map("majority", majority(f.majority()));
    }
    if (f.calibration() != null) {
      attributes.map("calibration", CalibrationAttributes.of(f.calibration()));
    }
    if (f.calibration28() != null) {
      attributes.map("calibration28", CalibrationAttributes.of(f.calibration28()));
    }
  }

  private static Attributes averages(Averages averages) {
    return new Attributes()
        .figure("macroPrecision", averages.macroPrecision())
        .figure("macroRecall", averages.macroRecall())
        .figure("weightedPrecision", averages.weightedPrecision())
        .figure("weightedRecall", averages.weightedRecall())
        .figure("weightedF1", averages.weightedF1());
  }

  private static Attributes majority(Majority majority) {
    return new Attributes()
        .text("label", majority.label())
        .count("support", majority.support())
        .figure("accuracy", majority.accuracy());
  }

  /** Seconds. */
  private static Attributes delay(LabelDelay delay) {
    Attributes attributes = new Attributes()
        .count("count", delay.count())
        .figure("median", delay.median())
        .figure("p90", delay.p90())
        .count("unknown", delay.unknown())
        .count("negative", delay.negative())
        .count("late", delay.late());
    return delay.count() == 0
        ? attributes.absent("median", "no label has a known delay")
        : attributes;
  }

  private static Attributes perClass(Map<String, ClassFigures> classes, boolean ratios) {
    Attributes all = new Attributes();
    classes.forEach((name, figures) -> all.map(KeyParts.key(name), one(figures, ratios)));
    return all;
  }

  private static Attributes one(ClassFigures figures, boolean ratios) {
    Attributes counts = new Attributes()
        .count("support", figures.support())
        .count("predicted", figures.predicted())
        .count("correct", figures.correct());
    return !ratios
        ? counts
        : counts
            .figure("precision", figures.precision())
            .figure("recall", figures.recall())
            .figure("f1", figures.f1());
  }

  private static Attributes confusion(Map<String, Map<String, Long>> confusion) {
    Attributes all = new Attributes();
    confusion.forEach((label, predictions) -> all.counts(KeyParts.key(label), predictions));
    return all;
  }

  private static Attributes rolling(TargetKind target, Rolling rolling) {
    Attributes attributes = new Attributes()
        .count("days", rolling.days())
        .count("predicted", rolling.predicted())
        .count("labelled", rolling.labelled());
    rolling.accuracyStatistics().forEach(attributes::statistic);
    return rolling.labelled() == 0
        ? attributes.absent(AccuracyStatistic.main(target).attribute(), "no labels in these days")
        : attributes;
  }
}
