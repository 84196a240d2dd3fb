package dev.sluice.analytics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {
  /** The example of P. K. Sen, Journal of the American Statistical Association 63 (1968), section 6: 4. */
  @Test
  void sensExample() {
    double[] x = {1, 2, 3, 4, 10, 12, 18};
    double[] y = {9, 15, 19, 20, 45, 55, 78};
    assertThat(TheilSen.of(x, y).slope()).isEqualTo(4);
  }

  /** {@code scipy.stats.theilslopes(nile, numpy.arange(1871, 1971))} of SciPy 1.17.1. */
  @Test
  void theNilesSlopeIsSciPys() {
    TheilSen line = TheilSen.of(Nile.years(), Nile.flows());
    assertThat(line.slope()).isCloseTo(-2.6, within(1e-12));
    assertThat(line.intercept()).isCloseTo(5886.8, within(1e-9));
    assertThat(line.at(1871)).isCloseTo(1022.2, within(1e-9));
  }

  /** {@code pymannkendall.original_test(nile)} of pymannkendall 1.4.3. */
  @Test
  void theNilesTestIsPymannkendalls() {
    MannKendall test = MannKendall.of(Nile.flows());
    assertThat(test.s()).isEqualTo(-1387);
    assertThat(test.variance()).isCloseTo(112728.33333333333, within(1e-9));
    assertThat(test.p()).isCloseTo(3.658262921657496e-05, within(1e-13));
  }

  /** Likewise of a short series with many ties. */
  @Test
  void tiesAreCorrectedForAsPymannkendallDoes() {
    MannKendall test = MannKendall.of(new double[] {1, 2, 2, 3, 3, 3, 5, 4, 6, 7, 7, 8, 9, 8, 10});
    assertThat(test.s()).isEqualTo(95);
    assertThat(test.variance()).isCloseTo(401.6666666666667, within(1e-9));
    assertThat(test.p()).isCloseTo(2.7288634543154444e-06, within(1e-14));
  }

  @Test
  void equalValuesHaveNoTrend() {
    double[] equal = new double[14];
    assertThat(MannKendall.of(equal)).isEqualTo(new MannKendall(0, 0, 1));
    double[] days = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20};
    assertThat(TheilSen.of(days, equal).slope()).isZero();
  }
}
