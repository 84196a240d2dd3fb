package dev.sluice.analytics.latency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Wilcoxon's rank-sum test, one-sided and exact, ties included: how many of all ways to tell the values of both samples
 * apart into samples of these sizes give the first a sum of ranks as great as it has. Equal values share their mean rank.
 */
final class RankSum {
  private RankSum() {}

  /**
   * The probability that the first sample's ranks are as great, were both samples drawn from one distribution; (0, 1].
   *
   * @param greater the sample that is held to have the greater values; not empty
   * @param others not empty
   */
  static double pValue(List<Double> greater, List<Double> others) {
    int[] ranks = doubledRanks(greater, others);
    int observed = Arrays.stream(ranks, 0, greater.size()).sum();
    double[] ways = ways(ranks, greater.size());
    double asGreat = Arrays.stream(ways, observed, ways.length).sum();
    return asGreat / Arrays.stream(ways).sum();
  }

  /** The least p-value that samples of these sizes can have. */
  static double leastPValue(int one, int other) {
    double ways = IntStream.rangeClosed(1, one)
        .mapToDouble(i -> (double) (other + i) / i)
        .reduce(1, (product, factor) -> product * factor);
    return 1 / ways;
  }

  /** Twice each value's rank, which is whole then. */
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

  /** By sum: how many choices of so many of these ranks have it. */
  private static double[] ways(int[] ranks, int size) {
    double[][] ways = new double[size + 1][Arrays.stream(ranks).sum() + 1];
    ways[0][0] = 1;
    for (int rank : ranks) {
      for (int chosen = size - 1; chosen >= 0; chosen--) {
        for (int sum = ways[chosen].length - 1 - rank; sum >= 0; sum--) {
          ways[chosen + 1][sum + rank] += ways[chosen][sum];
        }
      }
    }
    return ways[size];
  }
}
