package dev.sluice.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latency of one model and version in one window, in milliseconds, unrounded. A statistic or comparison that is not
 * defined is null, and {@code absent} gives the reason under its name.
 *
 * @param version {@code -} for items without a version, {@code *} over all versions
 * @param requests all items of the window
 * @param failed those with the error attribute
 * @param count usable latencies, those of failed requests included
 * @param method exact statistics, or quantiles within {@code relativeError}
 * @param relativeError 0 for EXACT
 * @param sketch the encoded state, to be merged into longer windows
 * @param numericStrings usable latencies that were stored as text
 * @param sloThresholdMs the objective
 * @param intervals the 95 % confidence intervals of quantiles, if defined: two of the sorted values, as exact as the
 *     quantiles
 * @param sloTarget the share of requests that should meet the objective
 * @param statistics the statistics that are defined
 * @param weekBefore the 7 days that end with this one compared with the 7 before; for days only
 * @param baseline the 7 days that end with this one compared with the last 7 days of the baseline version on which it
 *     has requests; for days and single versions only
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

  /** The method of computing quantiles. */
  public enum Method {
    EXACT,
    DDSKETCH
  }

  /** Items whose latency could not be used, by reason. They are never clipped and never counted as 0. */
  // said, since Jackson's releases order a renamed property differently
  @JsonPropertyOrder({"null", "missing", "nonNumeric", "notFinite", "negative"})
  public record Excluded(
      long missing,
      @JsonProperty("null") long nulls,
      long nonNumeric,
      long notFinite,
      long negative)
      implements MergeableState<Excluded> {
    /** No excluded items. */
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

    /** Returns the number of excluded items, for all reasons together. */
    public long total() {
      return missing + nulls + nonNumeric + notFinite + negative;
    }
  }
}
