package dev.sluice.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latency of one model and version in one window. Milliseconds, unrounded. A statistic or comparison that is not defined is
 * null, and {@code absent} says why under its name.
 *
 * @param version {@code -} where items have none, {@code *} over all versions
 * @param requests all items of the window
 * @param failed those with the error attribute
 * @param count usable latencies, those of failed requests included
 * @param method exact statistics, or quantiles within {@code relativeError}
 * @param relativeError 0 for EXACT
 * @param sketch the state itself, to merge into longer windows
 * @param numericStrings usable latencies that were held as text
 * @param sloThresholdMs the objective
 * @param intervals the 95 % confidence intervals of quantiles, where they are defined: two of the sorted values, as exact as
 *     the quantiles
 * @param sloTarget the share that shall meet the objective
 * @param statistics those that are defined
 * @param weekBefore of days only: the 7 days that end with it beside the 7 before
 * @param baseline of days and single versions only: the 7 days that end with it beside the last 7 days, of those on which
 *     it has requests, of the version that it is compared with
 * @param absent name → reason
 */
public record LatencyFigures(
    String model,
    String version,
    Window window,
    long requests,
    long failed,
    long count,
    Method method,
    double relativeError,
    ByteBuffer sketch,
    Excluded excluded,
    long numericStrings,
    @Nullable Double sloThresholdMs,
    Map<LatencyStatistic, Interval> intervals,
    @Nullable Double sloTarget,
    Map<LatencyStatistic, Double> statistics,
    @Nullable LatencyComparison weekBefore,
    @Nullable LatencyComparison baseline,
    Map<String, String> absent)
    implements LatencyStatistics {
  public LatencyFigures {
    statistics = Statistic.copy(LatencyStatistic.class, statistics);
    intervals = Statistic.copy(LatencyStatistic.class, intervals);
  }

  /** The method by which quantiles were found. */
  public enum Method {
    EXACT,
    DDSKETCH
  }

  /** Items whose latency could not be used, by reason. Never clipped, never counted as 0. */
  public record Excluded(
      long missing,
      @JsonProperty("null") long nulls,
      long nonNumeric,
      long notFinite,
      long negative)
      implements MergeableState<Excluded> {
    /** None. */
    public static final Excluded NONE = new Excluded(0, 0, 0, 0, 0);

    @Override
    public Excluded merge(Excluded other) {
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
