package dev.sluice.analytics;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy of one model and version on one day (the prediction's day). Figures of the other kind of target are null or
 * empty; a figure of this kind that is not defined is null too, and {@code absent} says why under the figure's name.
 *
 * @param predicted items with a prediction
 * @param labelled those of them that have a label; of a numeric target, where both are numbers
 * @param accuracyStatistics those of this kind of target that are defined
 * @param averages over all classes that are a label or a prediction of a labelled item, for {@link TargetKind#CLASS}
 * @param majority what always answering the most frequent label would have done, for {@link TargetKind#CLASS}
 * @param perClass by class, for {@link TargetKind#CLASS}; up to 200 classes
 * @param confusion label → prediction → count, for {@link TargetKind#CLASS}
 * @param excluded predictions and labels that a {@link TargetKind#NUMERIC} target leaves out; null of classes
 * @param calibration of the day's confidences, for {@link TargetKind#CLASS}
 * @param calibration28 of the 28 days that end with this one, likewise
 * @param labelDelay how late the day's labels came
 * @param rolling7 the seven days that end with this one, from their counts
 * @param rolling28 likewise
 * @param signals trend, change point and comparison with another version, over the same 28 days
 * @param status final once the day's labels are mature
 */
public record AccuracyFigures(
    String model,
    String version,
    Window window,
    TargetKind target,
    long predicted,
    long labelled,
    Map<AccuracyStatistic, Double> accuracyStatistics,
    @Nullable Averages averages,
    @Nullable Majority majority,
    Map<String, ClassFigures> perClass,
    Map<String, Map<String, Long>> confusion,
    @Nullable Excluded excluded,
    @Nullable Calibration calibration,
    @Nullable Calibration calibration28,
    LabelDelay labelDelay,
    Rolling rolling7,
    Rolling rolling28,
    AccuracySignals signals,
    Status status,
    Map<String, String> absent)
    implements AccuracyStatistics {
  public AccuracyFigures {
    accuracyStatistics = Statistic.copy(AccuracyStatistic.class, accuracyStatistics);
  }

  /** The state of a day's labels: late ones may change it, or no more. */
  public enum Status {
    PROVISIONAL,
    FINAL
  }

  /**
   * Items that a numeric target leaves out: predicted = labelled + those without a label + all of these.
   *
   * @param nonNumericPredictions neither numbers nor text in DynamoDB's number grammar
   * @param notFinitePredictions text for NaN or an infinity
   * @param nonNumericLabels of predictions that are numbers; likewise notFiniteLabels
   */
  public record Excluded(
      long nonNumericPredictions,
      long notFinitePredictions,
      long nonNumericLabels,
      long notFiniteLabels) {
    /** For whatever reason. */
    public long total() {
      return nonNumericPredictions + notFinitePredictions + nonNumericLabels + notFiniteLabels;
    }
  }

  /**
   * Means over classes: macro, each class counting the same, or weighted by its labels. A class without precision (never
   * predicted) or recall (no label) is left out of that mean.
   *
   * @param macroPrecision null if no class has one
   * @param macroRecall likewise
   * @param weightedPrecision likewise
   */
  public record Averages(
      @Nullable Double macroPrecision,
      @Nullable Double macroRecall,
      @Nullable Double weightedPrecision,
      @Nullable Double weightedRecall,
      @Nullable Double weightedF1) {}

  /**
   * The most frequent label; of several as frequent the first by text.
   *
   * @param support how many labels are it
   * @param accuracy support ÷ labelled: of whoever always answers it
   */
  public record Majority(String label, long support, double accuracy) {}

  /**
   * Several days together.
   *
   * @param days days of the span that have items with a prediction
   * @param accuracyStatistics those of this kind of target that are given for spans and defined
   */
  public record Rolling(
      int days, long predicted, long labelled, Map<AccuracyStatistic, Double> accuracyStatistics)
      implements AccuracyStatistics {
    public Rolling {
      accuracyStatistics = Statistic.copy(AccuracyStatistic.class, accuracyStatistics);
    }
  }

  /**
   * The delay of labels after their predictions, in whole seconds, of the labels that count. While a day's labels are not
   * mature the late ones are not there yet, and these figures are too small.
   *
   * @param count labels whose delay is known
   * @param median the sorted delay at index ⌊0.5·(count−1)⌋, exact up to 8,192 different ones, beyond within 0.5 %; null if
   *     count is 0
   * @param p90 likewise at 0.9
   * @param unknown labels without a readable time
   * @param negative labels dated before their prediction
   * @param late labels that came when the day was already final: they have reopened it
   */
  public record LabelDelay(
      long count,
      @Nullable Double median,
      @Nullable Double p90,
      long unknown,
      long negative,
      long late) {
    /** No labels. */
    public static final LabelDelay NONE = new LabelDelay(0, null, null, 0, 0, 0);
  }
}
