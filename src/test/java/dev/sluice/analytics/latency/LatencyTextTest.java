package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "12.5", "1E+2", ".5", "+3"})
  void numbersAreUsable(String text) {
    assertThat(LatencyText.of("N", text)).isEqualTo(LatencyText.USABLE);
    assertThat(LatencyText.of("S", text)).isEqualTo(LatencyText.USABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "", " ", "12 ms", "1,5", "0x1F", "1E400", "12f", "nano"})
  void otherTextIsNot(String text) {
    assertThat(LatencyText.of("S", text)).isEqualTo(LatencyText.NON_NUMERIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NaN", "nan", "-nan", "Inf", "+inf", "-Infinity", "INFINITY", " ∞", "-1.#IND"})
  void norIsWhatIsNotFinite(String text) {
    assertThat(LatencyText.of("S", text)).isEqualTo(LatencyText.NOT_FINITE);
    assertThat(LatencyText.of("N", text)).isEqualTo(LatencyText.NOT_FINITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.001", "-1E-130"})
  void norIsWhatIsNegative(String text) {
    assertThat(LatencyText.of("N", text)).isEqualTo(LatencyText.NEGATIVE);
  }

  @Test
  void missingAndNullAreToldApart() {
    assertThat(LatencyText.of(null, null)).isEqualTo(LatencyText.MISSING);
    assertThat(LatencyText.of("NULL", null)).isEqualTo(LatencyText.NULL);
    assertThat(LatencyText.of("BOOL", "true")).isEqualTo(LatencyText.NON_NUMERIC);
    assertThat(LatencyText.of("M", "{}")).isEqualTo(LatencyText.NON_NUMERIC);
  }
}
