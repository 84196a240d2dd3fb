package dev.sluice.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class TicksTest {
  @Test
  void aLogarithmicAxisHasTwoToSixMarksWhateverItsRange() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      double low = Math.pow(10, random.nextDouble() * 6 - 3);
      double high = low * Math.pow(10, 0.3 + 4.5 * random.nextDouble());
      assertThat(Ticks.logarithmic(low, high, String::valueOf).at())
          .as("%s to %s", low, high)
          .hasSizeBetween(2, 6)
          .isSorted()
          .allMatch(at -> at >= low * 0.999 && at <= high * 1.001);
    }
  }

  @Test
  void noRangeHasMoreMarksThanThereIsRoomFor() {
    double[] ends = {
      0,
      Double.MIN_VALUE,
      1e-300,
      1e-130,
      1,
      1e15,
      9.9e125,
      1e308,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY
    };
    for (double low : ends) {
      for (double high : ends) {
        assertThat(Ticks.logarithmic(low, high, String::valueOf).at()).hasSizeLessThan(8);
        assertThat(Ticks.linear(low, high, 5, String::valueOf).at()).hasSizeLessThan(8);
        assertThat(Ticks.linear(-low, high, 5, String::valueOf).at()).hasSizeLessThan(8);
      }
    }
  }
}
