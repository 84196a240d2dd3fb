package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.AccuracyFigures.Averages;
import dev.sluice.analytics.AccuracyFigures.Majority;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.TargetKind;
import org.junit.jupiter.api.Test;

class ClassMetricsTest {
  private static ClassMetrics of(String labels, String predictions) {
    return new ClassMetrics(confusion(labels, predictions).classes());
  }

  private static ConfusionCounts confusion(String labels, String predictions) {
    ConfusionCounts confusion = new ConfusionCounts();
    for (int i = 0; i < labels.length(); i++) {
      confusion.add(labels.substring(i, i + 1), predictions.substring(i, i + 1), 1);
    }
    return confusion;
  }

  /** The example of scikit-learn's documentation of {@code precision_score}, {@code recall_score} and {@code f1_score}. */
  @Test
  void publishedAverages() {
    ClassMetrics metrics = of("012012", "021001");
    OutcomeSample sample = new OutcomeSample(
        TargetKind.CLASS,
        OutcomeCounts.NONE,
        confusion("012012", "021001").classes().values(),
        null);
    Averages averages = metrics.averages();
    assertThat(averages.macroPrecision()).isCloseTo(0.22, within(0.005));
    assertThat(averages.macroRecall()).isCloseTo(0.33, within(0.005));
    assertThat(AccuracyStatistic.MACRO_F1.of(sample)).isCloseTo(0.26, within(0.01));
    assertThat(averages.weightedPrecision()).isCloseTo(0.22, within(0.005));
    assertThat(averages.weightedRecall()).isCloseTo(0.33, within(0.005));
    assertThat(averages.weightedF1()).isCloseTo(0.26, within(0.01));
  }

  @Test
  void whatIsNeverPredictedHasNoPrecisionToAverage() {
    Averages averages = of("aab", "aaa").averages();
    assertThat(averages.macroPrecision()).isEqualTo(2 / 3.0);
    assertThat(averages.weightedPrecision()).isEqualTo(2 / 3.0);
    assertThat(averages.macroRecall()).isEqualTo(0.5);
  }

  @Test
  void ofLabelsAsFrequentTheFirstByTextIsTheMajority() {
    assertThat(of("bbaac", "xxxxx").majority()).isEqualTo(new Majority("a", 2, 0.4));
  }
}
