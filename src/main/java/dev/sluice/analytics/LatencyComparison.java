package dev.sluice.analytics;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the latency of the 7 days that end with a window with that of other days.
 *
 * <p>Requests of one day are alike and days differ, so days are the observations: Wilcoxon's rank-sum test, one-sided
 * and exact, compares the daily p50, and likewise the daily p95. The latency is slower if one of the two tests has a
 * p-value of at most {@value #LEVEL} and the percentile over all the days together is at least {@value #MIN_RATIO}
 * times that of the reference. If days differ by chance only, at most 1 % of all comparisons report a regression.
 * Comparisons of successive days share most of their days and fail together. Days that drift, or that depend on the
 * days before, violate the assumption.
 *
 * @param recent the 7 days
 * @param reference the days that they are compared with
 * @param p50Ratio recent ÷ reference; p95Ratio and p99Ratio likewise
 * @param p50PValue p-value of the daily p50; p95PValue likewise
 * @param slower null: not determined
 * @param absent figure → reason, for figures that are null
 */
public record LatencyComparison(
    Span recent,
    Span reference,
    @Nullable Double p50Ratio,
    @Nullable Double p95Ratio,
    @Nullable Double p99Ratio,
    @Nullable Double p50PValue,
    @Nullable Double p95PValue,
    @Nullable Boolean slower,
    Map<String, String> absent) {
  /** The largest p-value of a regression, in each of the two tests. */
  public static final double LEVEL = 0.005;

  /** The largest share of comparisons that report a regression although there is none. */
  public static final double FALSE_ALARM_RATE = 2 * LEVEL;

  /** The smallest ratio of a regression. */
  public static final double MIN_RATIO = 1.05;

  /**
   * Several days of a version together. Latencies are in milliseconds.
   *
   * @param first the first day with requests
   * @param last the last day with requests
   * @param days number of days with requests
   * @param count usable latencies
   * @param p50 null if there are no usable latencies; p95 likewise
   * @param p99 null if there are fewer than 100
   */
  public record Span(
      String version,
      LocalDate first,
      LocalDate last,
      int days,
      long count,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99) {}
}
