package dev.sluice.bench.analytics;

import java.util.List;

/**
 * What a contender is to do.
 *
 * @param values in all
 * @param models that they belong to, in turn
 * @param decimals of the values; below 0: all that a double has
 * @param accuracy of {@code percentile_approx} where its error shall be about Sluice's
 * @param cores Spark's
 */
public record AggregationTask(
    String contender,
    List<Shape> shapes,
    long values,
    int models,
    int decimals,
    int accuracy,
    int cores,
    int warmUps,
    int passes) {}
