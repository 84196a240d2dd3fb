package dev.sluice.analytics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  /** R. G. Newcombe, Statistics in Medicine 17 (1998), table II, method 10. */
  @Test
  void newcombesExamples() {
    check(56, 70, 48, 80, 0.0524, 0.3339);
    check(9, 10, 3, 10, 0.1705, 0.8090);
    check(5, 56, 0, 29, -0.0381, 0.1926);
    check(0, 10, 0, 20, -0.1611, 0.2775);
    check(10, 10, 0, 10, 0.6075, 1.0000);
  }

  private static void check(long k1, long n1, long k2, long n2, double low, double high) {
    Difference difference =
        Difference.ofProportions(new Proportion(k1, n1), new Proportion(k2, n2));
    assertThat(difference.low()).isCloseTo(low, within(0.00005));
    assertThat(difference.high()).isCloseTo(high, within(0.00005));
    assertThat(difference.value()).isBetween(difference.low(), difference.high());
  }

  /**
   * Wikipedia's first example of Welch's t-test (t = −2.46 on 25.0 degrees); the interval is that of SciPy 1.17.1, {@code
   * scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval()}.
   */
  @Test
  void welchsInterval() {
    Sample one = sample(
        27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4);
    Sample other = sample(
        27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4);
    Difference difference = Difference.ofMeans(one, other);
    assertThat(difference.low()).isCloseTo(-4.868022741791966, within(1e-9));
    assertThat(difference.high()).isCloseTo(-0.7986439248746979, within(1e-9));
  }

  @Test
  void valuesThatNeverVaryHaveAnIntervalWithoutWidth() {
    assertThat(Difference.ofMeans(new Sample(100, 2, 0), new Sample(200, 3, 0)))
        .isEqualTo(new Difference(-1, -1, -1));
  }

  static Sample sample(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new Sample(1, value, 0))
        .reduce(Sample.NONE, Sample::merge);
  }
}
