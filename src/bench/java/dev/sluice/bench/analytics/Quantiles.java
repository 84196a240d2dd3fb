package dev.sluice.bench.analytics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** p50 to p99.9 by their definition: the sorted value at index ⌊q·(n−1)⌋. */
final class Quantiles {
  static final List<String> NAMES = List.of("p50", "p90", "p95", "p99", "p99.9");

  private static final long[] THOUSANDTHS = {500, 900, 950, 990, 999};

  private Quantiles() {}

  /** Ranks in [0, 1]. */
  static double[] ranks() {
    return LongStream.of(THOUSANDTHS).mapToDouble(t -> t / 1000.0).toArray();
  }

  /** Of each model: the true ones. */
  static List<List<Double>> truth(Shape shape, AggregationTask task) {
    return IntStream.range(0, task.models())
        .mapToObj(model -> ofModel(shape, task, model))
        .toList();
  }

  private static List<Double> ofModel(Shape shape, AggregationTask task, int model) {
    long count = (task.values() - model + task.models() - 1) / task.models();
    double[] sorted = LongStream.range(0, count)
        .mapToDouble(i -> shape.value(i * task.models() + model, task.decimals()))
        .toArray();
    Arrays.sort(sorted);
    return LongStream.of(THOUSANDTHS)
        .mapToObj(t -> sorted[(int) (t * (count - 1) / 1000)])
        .toList();
  }
}
