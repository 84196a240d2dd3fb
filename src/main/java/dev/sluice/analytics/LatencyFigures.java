package dev.sluice.analytics;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latency of one model and version in one window. Milliseconds, unrounded.
 *
 * <p>The percentile at q is the sorted value at index ⌊q·(n−1)⌋: exactly for {@link Method#EXACT}, within {@code
 * relativeError} of it for {@link Method#DDSKETCH}. A figure that is not defined is null, and {@code absent} says why
 * under the figure's name.
 *
 * @param version {@code -} where items have none, {@code *} over all versions
 * @param requests all items of the window
 * @param failed those with the error attribute
 * @param errorRate failed ÷ requests
 * @param count usable latencies, those of failed requests included
 * @param stddev sample standard deviation (n − 1)
 * @param p99 needs 100 values
 * @param p999 needs 1,000 values
 * @param relativeError 0 for EXACT
 * @param sketch the state itself, to merge into longer windows
 * @param numericStrings usable latencies that were held as text
 * @param sloGood usable latencies at or below the objective
 * @param sloCompliance sloGood ÷ count
 * @param p95Interval where the p95 lies with 95 % confidence: two of the sorted values, as exact as the percentiles; likewise
 *     p99Interval
 * @param sloTarget the share that shall meet the objective
 * @param errorBudgetBurn (1 − sloCompliance) ÷ (1 − sloTarget): 1 spends just what the target leaves, above it the objective
 *     is missed. The objective is on latency: a failed request counts by its latency like any other, and not at all where
 *     it has none; errorRate says how many failed
 * @param weekBefore of days only: the 7 days that end with it beside the 7 before
 * @param baseline of days and single versions only: the 7 days that end with it beside the last 7 days, of those on which
 *     it has requests, of the version that it is compared with
 * @param absent figure → reason, for those that are null
 */
public record LatencyFigures(
    String model,
    String version,
    Window window,
    long requests,
    long failed,
    double errorRate,
    long count,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double mean,
    @Nullable Double stddev,
    @Nullable Double p50,
    @Nullable Double p90,
    @Nullable Double p95,
    @Nullable Double p99,
    @Nullable Double p999,
    Method method,
    double relativeError,
    ByteBuffer sketch,
    Excluded excluded,
    long numericStrings,
    @Nullable Double sloThresholdMs,
    @Nullable Long sloGood,
    @Nullable Double sloCompliance,
    @Nullable Interval p95Interval,
    @Nullable Interval p99Interval,
    @Nullable Double sloTarget,
    @Nullable Double errorBudgetBurn,
    @Nullable LatencyComparison weekBefore,
    @Nullable LatencyComparison baseline,
    Map<String, String> absent) {
  /** How percentiles were found. */
  public enum Method {
    EXACT,
    DDSKETCH
  }

  /** Both ends belong to it. */
  public record Interval(double low, double high) {}

  /** Items whose latency could not be used, by reason. Never clipped, never counted as 0. */
  public record Excluded(
      long missing,
      @com.fasterxml.jackson.annotation.JsonProperty("null") long nulls,
      long nonNumeric,
      long notFinite,
      long negative) {
    /** None. */
    public static final Excluded NONE = new Excluded(0, 0, 0, 0, 0);

    /** Both together. */
    public Excluded plus(Excluded other) {
      return new Excluded(
          missing + other.missing,
          nulls + other.nulls,
          nonNumeric + other.nonNumeric,
          notFinite + other.notFinite,
          negative + other.negative);
    }

    /** For whatever reason. */
    public long total() {
      return missing + nulls + nonNumeric + notFinite + negative;
    }
  }
}
