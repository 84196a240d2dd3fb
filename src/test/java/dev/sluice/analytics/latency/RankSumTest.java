package dev.sluice.analytics.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankSumTest {
  /** Hollander and Wolfe (1973), table 4.1, as in R's {@code ?wilcox.test}: one-sided, W = 35, p-value = 0.1272. */
  @Test
  void permeabilityOfPlacentalMembranes() {
    List<Double> atTerm = List.of(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46);
    List<Double> early = List.of(1.15, 0.88, 0.90, 0.74, 1.21);
    assertThat(RankSum.pValue(atTerm, early)).isCloseTo(0.1272, within(5e-5));
  }

  @Test
  void theMostExtremeOrderHasTheLeastPValue() {
    List<Double> slow = List.of(8.0, 9.0, 10.0, 11.0);
    List<Double> fast = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(RankSum.pValue(slow, fast)).isEqualTo(1 / 330.0);
    assertThat(RankSum.leastPValue(4, 7)).isCloseTo(1 / 330.0, within(1e-15));
    assertThat(RankSum.pValue(fast, slow)).isEqualTo(1);
    assertThat(RankSum.pValue(List.of(5.0, 5.0), List.of(5.0, 5.0, 5.0))).isEqualTo(1);
  }

  /** Ties among them: every choice of the first sample is tried. */
  @Test
  void equalsWhatAllChoicesGive() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      List<Double> values = random.ints(9, 0, 5).mapToObj(i -> (double) i).toList();
      int size = 1 + random.nextInt(8);
      List<Double> first = values.subList(0, size);
      double observed = rankSum(values, IntStream.range(0, size).toArray());
      long asGreat = 0;
      long all = 0;
      for (int choice = 0; choice < 1 << values.size(); choice++) {
        if (Integer.bitCount(choice) == size) {
          all++;
          asGreat += rankSum(values, indexes(choice)) >= observed ? 1 : 0;
        }
      }
      assertThat(RankSum.pValue(first, values.subList(size, values.size())))
          .isCloseTo((double) asGreat / all, within(1e-12));
    }
  }

  private static int[] indexes(int choice) {
    return IntStream.range(0, 9).filter(i -> (choice & (1 << i)) != 0).toArray();
  }

  private static double rankSum(List<Double> values, int[] chosen) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return IntStream.of(chosen)
        .mapToDouble(i -> (sorted.indexOf(values.get(i)) + sorted.lastIndexOf(values.get(i))) / 2.0)
        .sum();
  }
}
