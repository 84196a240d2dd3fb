package dev.sluice.analytics.latency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Wilcoxon's rank-sum test, one-sided and exact, ties included. The p-value is the share of all splits of the values
 * into samples of these sizes in which the first has a rank sum at least as large as observed. Equal values share their
 * mean rank.
 */
final class RankSum {
  private RankSum() {}

  /**
   * Returns the probability that the first sample's ranks are as large as observed if both samples come from one
   * distribution; in (0, 1].
   *
   * @param greater the sample that is supposed to have the greater values; not empty
   * @param others not empty
   */
  static double pValue(List<Double> greater, List<Double> others) {
    int[] ranks = doubledRanks(greater, others);
    int observed = Arrays.stream(ranks, 0, greater.size()).sum();
    double[] choices = choices(ranks, greater.size());
    double asGreat = Arrays.stream(choices, observed, choices.length).sum();
    return asGreat / Arrays.stream(choices).sum();
  }

  /** Returns the smallest p-value that samples of these sizes can have. */
  static double leastPValue(int one, int other) {
    double choices = IntStream.rangeClosed(1, one)
        .mapToDouble(i -> (double) (other + i) / i)
        .reduce(1, (product, factor) -> product * factor);
    return 1 / choices;
  }

  /** Returns twice each value's rank, which is a whole number. */
  private static int[] doubledRanks(List<Double> one, List<Double> other) {
    double[] all =
        Stream.of(one, other).flatMap(List::stream).mapToDouble(v -> v).toArray();
    return Arrays.stream(all)
        .mapToInt(value -> 1
            + Arrays.stream(all)
                .mapToInt(v -> v < value ? 2 : v == value ? 1 : 0)
                .sum())
        .toArray();
  }

  /** Returns, by sum, the number of choices of so many of these ranks that have it. */
  private static double[] choices(int[] ranks, int size) {
    double[][] choices = new double[size + 1][Arrays.stream(ranks).sum() + 1];
    choices[0][0] = 1;
    for (int rank : ranks) {
      for (int chosen = size - 1; chosen >= 0; chosen--) {
        for (int sum = choices[chosen].length - 1 - rank; sum >= 0; sum--) {
          choices[chosen + 1][sum + rank] += choices[chosen][sum];
        }
      }
    }
    return choices[size];
  }
}
