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
}
