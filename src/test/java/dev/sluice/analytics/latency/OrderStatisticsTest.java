package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.LatencyStatistics.Interval;
import dev.sluice.analytics.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatisticsTest {
  private static final Window DAY = Window.day(LocalDate.parse("2026-10-19"), ZoneOffset.UTC);

  /**
   * The ranks that textbooks give for the median (tables of the sign test): 96.1 % between the 2nd and 8th of 9 values, 95.9
   * % between the 6th and 15th of 20, 95.7 % between the 8th and 18th of 25.
   */
  @ParameterizedTest
  @CsvSource({"9, 2, 8", "20, 6, 15", "25, 8, 18"})
  void theMediansRanks(int n, int low, int high) {
    assertThat(OrderStatistics.of(500, n)).isEqualTo(new OrderStatistics(low - 1, high - 1));
  }

  @Test
  void coverIsAtLeast95PercentAndNoNarrowerIntervalHasIt() {
    for (int thousandths : new int[] {950, 990}) {
      for (int n : new int[] {72, 100, 368, 500, 1_500}) {
        OrderStatistics ends = OrderStatistics.of(thousandths, n);
        if (ends == null) {
          assertThat(n).isLessThan((int) OrderStatistics.needed(thousandths));
          continue;
        }
        double below = cdf(n, thousandths, ends.low());
        double above = 1 - cdf(n, thousandths, ends.high());
        assertThat(below).isLessThanOrEqualTo(0.025 + cdfStep(n, thousandths, ends.low()));
        assertThat(cdf(n, thousandths, ends.high()) - below).isGreaterThanOrEqualTo(0);
        assertThat(cdf(n, thousandths, ends.low() + 1)).isGreaterThanOrEqualTo(0.025);
        assertThat(cdf(n, thousandths, ends.low())).isLessThanOrEqualTo(0.025);
        assertThat(above).isLessThanOrEqualTo(0.025 + 1e-12);
        assertThat(cdf(n, thousandths, ends.high() - 1)).isLessThan(0.975);
      }
    }
  }

  private static double cdfStep(int n, int thousandths, long at) {
    return cdf(n, thousandths, at + 1) - cdf(n, thousandths, at);
  }

  /** P(B ≤ k), term by term, in decimals. */
  private static double cdf(int n, int thousandths, long k) {
    MathContext precision = MathContext.DECIMAL128;
    BigDecimal q = BigDecimal.valueOf(thousandths, 3);
    BigDecimal odds = q.divide(BigDecimal.ONE.subtract(q), precision);
    BigDecimal term = BigDecimal.ONE.subtract(q).pow(n, precision);
    BigDecimal sum = term;
    for (int i = 1; i <= k; i++) {
      term = term.multiply(odds, precision)
          .multiply(BigDecimal.valueOf(n - i + 1L), precision)
          .divide(BigDecimal.valueOf(i), precision);
      sum = sum.add(term, precision);
    }
    return sum.doubleValue();
  }

  @Test
  void tooFewValuesHaveNone() {
    assertThat(OrderStatistics.of(950, 0)).isNull();
    assertThat(OrderStatistics.of(950, 71)).isNull();
    assertThat(OrderStatistics.of(950, 72)).isNotNull();
    assertThat(OrderStatistics.needed(950)).isEqualTo(72);
    assertThat(OrderStatistics.of(990, 367)).isNull();
    assertThat(OrderStatistics.of(990, 368)).isNotNull();
    assertThat(OrderStatistics.needed(990)).isEqualTo(368);
  }

  @Test
  void theApproximationIsNoNarrowerThanTheBinomialAndHardlyWider() {
    OrderStatistics exact =
        Objects.requireNonNull(OrderStatistics.of(990, OrderStatistics.MAX_EXACT));
    OrderStatistics approximate =
        Objects.requireNonNull(OrderStatistics.of(990, OrderStatistics.MAX_EXACT + 1));
    assertThat(approximate.low()).isBetween(exact.low() - 2, exact.low());
    assertThat(approximate.high()).isBetween(exact.high(), exact.high() + 2);
  }

  @Test
  void theP95OfAKnownDistributionIsWithinInAtLeast95PercentOfAllSamples() {
    Random random = new Random(17);
    int within = 0;
    int samples = 1_000;
    for (int sample = 0; sample < samples; sample++) {
      Latencies state = new Latencies(null);
      for (int i = 0; i < 150; i++) {
        state.add("N", Double.toString(random.nextInt(1_000_000) / 1e6), false);
      }
      LatencyFigures figures =
          LatencyMetrics.figures("m", "1", DAY, state, null, ComparisonSpans.NONE);
      Interval interval = Objects.requireNonNull(figures.interval(LatencyStatistic.P95));
      within += interval.low() <= 0.95 && 0.95 <= interval.high() ? 1 : 0;
      assertThat(figures.value(LatencyStatistic.P95)).isBetween(interval.low(), interval.high());
    }
    assertThat(within / (double) samples).isBetween(0.935, 1.0);
  }
}
