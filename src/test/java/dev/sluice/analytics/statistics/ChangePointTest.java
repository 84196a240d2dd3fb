package dev.sluice.analytics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangePointTest {
  private static final int SERIES = 2_000;

  /**
   * Means as NumPy has them; p is {@code 99 * scipy.stats.ttest_ind(nile[:28], nile[28:]).pvalue} of SciPy 1.17.1: where an
   * element is one value, ours is the ordinary t-test.
   */
  @Test
  void theNileFellAfterItsTwentyEighthYear() {
    List<Sample> years =
        Arrays.stream(Nile.flows()).mapToObj(flow -> new Sample(1, flow, 0)).toList();
    ChangePoint change = ChangePoint.ofMeans(years, 1).orElseThrow();
    assertThat(change.index()).isEqualTo(28);
    assertThat(change.before()).isCloseTo(1097.75, within(1e-9));
    assertThat(change.after()).isCloseTo(849.9722222222222, within(1e-9));
    assertThat(change.p()).isCloseTo(7.364651886714243e-12, within(1e-17));
  }

  /** Twice the smaller tail of {@code scipy.stats.hypergeom}, SciPy 1.17.1. */
  @Test
  void fishersTestIsSciPys() {
    checkFisher(3, 100, 0, 1000, 0.0014618356479064426);
    checkFisher(90, 100, 950, 1000, 0.0771484086122978);
    checkFisher(155, 204, 178, 200, 0.0008447602702148001);
    checkFisher(499_000, 500_000, 499_500, 500_000, 9.820995809197291e-39);
    checkFisher(5, 10, 7, 12, 1);
    checkFisher(0, 5, 0, 7, 1);
  }

  private static void checkFisher(long k1, long n1, long k2, long n2, double p) {
    Proportion one = new Proportion(k1, n1);
    Proportion other = new Proportion(k2, n2);
    assertThat(FisherTest.p(one, other) / p).isCloseTo(1, within(1e-6));
    assertThat(FisherTest.p(other, one) / p).isCloseTo(1, within(1e-6));
  }

  @Test
  void aFallIsFoundWhereItIsAndItsMirrorToo() {
    List<Proportion> series = Stream.concat(
            IntStream.range(0, 17).mapToObj(day -> new Proportion(98, 100)),
            IntStream.range(0, 4).mapToObj(day -> new Proportion(75, 100)))
        .toList();
    ChangePoint fall = ChangePoint.ofProportions(series, 100).orElseThrow();
    assertThat(fall.index()).isEqualTo(17);
    assertThat(fall.before()).isEqualTo(0.98);
    assertThat(fall.after()).isEqualTo(0.75);
    assertThat(fall.countBefore()).isEqualTo(1_700);
    assertThat(fall.p()).isBetween(1e-12, 1e-9);
    List<Proportion> failures = series.stream()
        .map(day -> new Proportion(day.trials() - day.successes(), day.trials()))
        .toList();
    ChangePoint rise = ChangePoint.ofProportions(failures, 100).orElseThrow();
    assertThat(rise.index()).isEqualTo(17);
    assertThat(rise.p()).isCloseTo(fall.p(), within(fall.p() * 1e-6));
  }

  @Test
  void bothSidesHoldEnough() {
    List<Proportion> series = List.of(
        new Proportion(60, 60),
        new Proportion(60, 60),
        new Proportion(0, 60),
        new Proportion(0, 39));
    assertThat(ChangePoint.ofProportions(series, 100)).isEmpty();
    assertThat(ChangePoint.ofProportions(series, 99).orElseThrow().index()).isEqualTo(2);
    assertThat(ChangePoint.ofProportions(series.subList(1, 3), 1)).isEmpty();
  }

  @Test
  void whatNeverVariesHasNoChangeOrASureOne() {
    List<Sample> same =
        IntStream.range(0, 10).mapToObj(day -> new Sample(50, 2, 0)).toList();
    assertThat(ChangePoint.ofMeans(same, 100).orElseThrow().p()).isEqualTo(1);
    List<Sample> step = IntStream.range(0, 10)
        .mapToObj(day -> new Sample(50, day < 6 ? 2 : 3, 0))
        .toList();
    ChangePoint change = ChangePoint.ofMeans(step, 100).orElseThrow();
    assertThat(change.index()).isEqualTo(6);
    assertThat(change.p()).isEqualTo(1e-100);
    List<Proportion> right =
        IntStream.range(0, 10).mapToObj(day -> new Proportion(50, 50)).toList();
    assertThat(ChangePoint.ofProportions(right, 100).orElseThrow().p()).isEqualTo(1);
  }

  /** Without a change, p ≤ 1 % comes in at most 1 % of series (and 3 standard errors of so many of them). */
  @Test
  void falseAlarmsAreAsRareAsStated() {
    Random random = new Random(7);
    DoubleUnaryOperator steady = rate -> rate;
    DoubleUnaryOperator fromDayToDay =
        rate -> Math.min(0.999, Math.max(0.5, rate + 0.03 * random.nextGaussian()));
    for (DoubleUnaryOperator daily : List.of(steady, fromDayToDay)) {
      for (double rate : new double[] {0.99, 0.9}) {
        assertThat(alarms(() -> ChangePoint.ofProportions(proportions(random, rate, daily), 100)))
            .isLessThanOrEqualTo(SERIES * (0.01 + 3 * Math.sqrt(0.01 / SERIES)));
      }
    }
    assertThat(alarms(() -> ChangePoint.ofMeans(errors(random), 100)))
        .isLessThanOrEqualTo(SERIES * (0.01 + 3 * Math.sqrt(0.01 / SERIES)));
  }

  private static double alarms(Supplier<Optional<ChangePoint>> series) {
    return Stream.generate(series)
        .limit(SERIES)
        .filter(change -> change.orElseThrow().p() <= 0.01)
        .count();
  }

  private static List<Proportion> proportions(
      Random random, double rate, DoubleUnaryOperator daily) {
    return IntStream.range(0, 21)
        .mapToObj(day -> {
          int trials = 40 + random.nextInt(160);
          double today = daily.applyAsDouble(rate);
          long successes = IntStream.range(0, trials)
              .filter(trial -> random.nextDouble() < today)
              .count();
          return new Proportion(successes, trials);
        })
        .toList();
  }

  /** Of absolute errors: skewed. */
  private static List<Sample> errors(Random random) {
    return IntStream.range(0, 21)
        .mapToObj(day -> DifferenceTest.sample(IntStream.range(0, 20 + random.nextInt(40))
            .mapToDouble(value -> Math.abs(random.nextGaussian()))
            .toArray()))
        .toList();
  }
}
