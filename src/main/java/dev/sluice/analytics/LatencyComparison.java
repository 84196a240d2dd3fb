package dev.sluice.analytics;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latency of the 7 days that end with a window beside that of other days, and whether it is slower.
 *
 * <p>Requests of one day are alike and days differ, so the day is what is counted: the daily p50 are compared by Wilcoxon's
 * rank-sum test, one-sided and exact, and the daily p95 likewise. Slower means that one of the two has a p-value of at
 * most {@value #LEVEL} and that the percentile of all the days together is at least {@value #MIN_RATIO} times the
 * other's. Where nothing but chance moves the days, that is said in at most 1 % of all comparisons; comparisons of
 * successive days share most of their days, and err together. Days that drift, or that hang on what came before, break
 * the assumption.
 *
 * @param recent the 7 days
 * @param reference the days compared with
 * @param p50Ratio recent ÷ reference, likewise p95Ratio and p99Ratio
 * @param p50PValue of the daily p50, likewise p95PValue
 * @param slower null: it cannot be told
 * @param absent figure → reason, for those that are null
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
  /** The largest p-value of a regression, in each of two tests. */
  public static final double LEVEL = 0.005;

  /** The largest share of comparisons in which a regression is stated where there is none. */
  public static final double FALSE_ALARM_RATE = 2 * LEVEL;

  /** The smallest ratio of a regression. */
  public static final double MIN_RATIO = 1.05;

  /**
   * Some days of a version, together. Milliseconds.
   *
   * @param first the first of them that has requests
   * @param last the last of them
   * @param days how many of them have requests
   * @param count usable latencies
   * @param p50 null where there is none, likewise p95
   * @param p99 null below 100
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
