package dev.sluice.analytics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of values is said of their multiples too, as far as DynamoDB's numbers reach. */
class ScaleTest {
  private static final double CLOSE = 1e-9;

  @ParameterizedTest
  @ValueSource(doubles = {1e-130, 1e-80, 1e-7, 1e7, 1e78, 9.9e125, 2e126})
  void differences(double scale) {
    Difference difference = Difference.ofMeans(sample(1, 1, 40), sample(2, 1, 60));
    Difference scaled = Difference.ofMeans(sample(1, scale, 40), sample(2, scale, 60));
    assertThat(scaled.value() / scale).isCloseTo(difference.value(), within(CLOSE));
    assertThat(scaled.low() / scale).isCloseTo(difference.low(), within(CLOSE));
    assertThat(scaled.high() / scale).isCloseTo(difference.high(), within(CLOSE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-130, 1e-80, 1e-7, 1e7, 1e78, 9.9e125, 2e126})
  void changePoints(double scale) {
    ChangePoint point = ChangePoint.ofMeans(series(1), 100).orElseThrow();
    ChangePoint scaled = ChangePoint.ofMeans(series(scale), 100).orElseThrow();
    assertThat(scaled.index()).isEqualTo(point.index());
    assertThat(scaled.p()).isCloseTo(point.p(), within(CLOSE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-130, 1e-80, 1e-7, 1e7, 1e78, 9.9e125, 2e126})
  void trends(double scale) {
    double[] x = {1, 2, 3, 5, 8, 9, 10, 11, 12, 13};
    double[] y = {1, -1, 2, 0, 3, 3, 2, 5, 4, 9};
    double[] scaled = y.clone();
    for (int i = 0; i < y.length; i++) {
      scaled[i] *= scale;
    }
    assertThat(TheilSen.of(x, scaled).slope() / scale)
        .isCloseTo(TheilSen.of(x, y).slope(), within(CLOSE));
    assertThat(MannKendall.of(scaled)).isEqualTo(MannKendall.of(y));
  }

  private static List<Sample> series(double scale) {
    List<Sample> series = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      Sample values = sample(day, scale, 30);
      series.add(day < 11 ? values : values.merge(new Sample(9, scale, 0)));
    }
    return series;
  }

  private static Sample sample(long seed, double scale, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    Sample sample = Sample.NONE;
    for (int i = 0; i < count; i++) {
      sample = sample.merge(new Sample(1, scale * random.nextDouble(), 0));
    }
    return sample;
  }
}
