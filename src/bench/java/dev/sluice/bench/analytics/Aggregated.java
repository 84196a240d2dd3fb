package dev.sluice.bench.analytics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a contender took for the values of one shape, and found.
 *
 * @param values in a pass
 * @param cpuSeconds of each pass: all threads of the process
 * @param wallSeconds of each pass
 * @param shuffleBytes of a pass: the states of all tasks and models, as Spark sends them
 * @param peakHeapBytes in the passes that are measured, the values in memory included
 * @param found by model, p50 to p99.9; empty where it does not look for any
 */
public record Aggregated(
    String contender,
    Shape shape,
    long values,
    List<Double> cpuSeconds,
    List<Double> wallSeconds,
    long shuffleBytes,
    long peakHeapBytes,
    List<List<Double>> found) {
  double cpu() {
    return median(cpuSeconds);
  }

  double wall() {
    return median(wallSeconds);
  }

  /** By quantile: the greatest relative error of all models. */
  List<Double> worst(List<List<Double>> truth) {
    return IntStream.range(0, found.isEmpty() ? 0 : Quantiles.NAMES.size())
        .mapToObj(q -> IntStream.range(0, found.size())
            .mapToDouble(
                model -> Math.abs(found.get(model).get(q) / truth.get(model).get(q) - 1))
            .max()
            .orElseThrow())
        .toList();
  }

  /** The middle one; of an even number the lower of the two. */
  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }
}
