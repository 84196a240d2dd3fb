package dev.sluice.analytics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonTest {
  /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
  @Test
  void publishedIntervals() {
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0.0000, 0.1611);
    check(1, 29, 0.0061, 0.1718);
  }

  private static void check(long successes, long trials, double low, double high) {
    Wilson wilson = Wilson.of(successes, trials);
    assertThat(wilson.low()).isCloseTo(low, within(0.00005));
    assertThat(wilson.high()).isCloseTo(high, within(0.00005));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 7, 1_000, 20_000_000_000L})
  void theIntervalHoldsTheProportionAndStaysWithin0And1(long trials) {
    for (long successes : new long[] {0, 1, trials / 2, trials - 1, trials}) {
      Wilson wilson = Wilson.of(successes, trials);
      double p = (double) successes / trials;
      assertThat(wilson.low()).isBetween(0.0, p);
      assertThat(wilson.high()).isBetween(p, 1.0);
      Wilson mirrored = Wilson.of(trials - successes, trials);
      assertThat(mirrored.low()).isCloseTo(1 - wilson.high(), within(1e-12));
    }
  }
}
