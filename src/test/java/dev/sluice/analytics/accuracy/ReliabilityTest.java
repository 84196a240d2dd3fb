package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Calibration.Bin;
import dev.sluice.analytics.Calibration.Excluded;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  private static Reliability state(boolean[] right, String... confidences) {
    Reliability state = new Reliability();
    for (int i = 0; i < right.length; i++) {
      state.add("N", confidences[i], right[i]);
    }
    return state;
  }

  /** The example of scikit-learn's documentation of {@code brier_score_loss}: 0.0375. */
  @Test
  void aPublishedBrierScore() {
    Calibration figures = state(
            new boolean[] {false, true, true, false}, "0.1", "0.9", "0.8", "0.3")
        .figures();
    assertThat(figures.brier()).isCloseTo(0.0375, within(1e-15));
  }

  /** The example of TorchMetrics' documentation of {@code BinaryCalibrationError}, norm l1: 0.2900. */
  @Test
  void aPublishedCalibrationError() {
    boolean[] right = {false, false, true, true, true};
    Calibration figures = state(right, "0.25", "0.25", "0.55", "0.75", "0.75").figures();
    assertThat(figures.expectedError()).isCloseTo(0.29, within(1e-15));
    assertThat(figures.bins())
        .containsExactly(
            new Bin(0.2, 0.3, 2, 0, 0.25, 0),
            new Bin(0.5, 0.6, 1, 1, 0.55, 1),
            new Bin(0.7, 0.8, 2, 2, 0.75, 1));
  }

  @Test
  void anEdgeBelongsToTheBinAboveItAndOneToTheLast() {
    boolean[] right = {true, true, true, true};
    assertThat(state(right, "0", "0.3", "0.9", "1").figures().bins())
        .extracting(Bin::from, Bin::count)
        .containsExactly(tuple(0.0, 1L), tuple(0.3, 1L), tuple(0.9, 2L));
  }

  @Test
  void whatIsNoConfidenceIsCounted() {
    Reliability state = new Reliability();
    state.add(null, null, true);
    state.add("NULL", null, true);
    state.add("S", "high", true);
    state.add("S", "NaN", true);
    state.add("BOOL", "true", true);
    state.add("N", "-0.1", true);
    state.add("N", "1.0000001", true);
    Calibration none = state.figures();
    assertThat(none).isEqualTo(new Calibration(0, null, null, List.of(), new Excluded(2, 3, 2)));
    state.add("S", "0.75", true);
    assertThat(state.figures().count()).isEqualTo(1);
  }
}
