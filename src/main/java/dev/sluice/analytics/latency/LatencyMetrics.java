package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Interval;
import dev.sluice.analytics.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one {@link Latencies} state. The percentile at q is the sorted value at index ⌊q·(n−1)⌋, reckoned in
 * thousandths as whole numbers; the standard deviation is √((n·Σx² − (Σx)²) ÷ (n·(n−1))), from exact sums.
 */
final class LatencyMetrics {
  private static final int[] THOUSANDTHS = {500, 900, 950, 990, 999};
  private static final String[] NAMES = {"p50", "p90", "p95", "p99", "p999"};
  private static final int[] NEEDED = {1, 1, 1, 100, 1000};
  private static final int P95 = 950;
  private static final int P99 = 990;
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final Latencies state;
  private final Distribution values;
  private final Sums sums;
  private final long count;
  private final @Nullable Double target;
  private final Map<String, String> absent = new TreeMap<>();

  private LatencyMetrics(Latencies state, @Nullable Double target) {
    this.state = state;
    this.target = target;
    this.values = state.values();
    this.sums = values.sums();
    this.count = state.count();
  }

  /**
   * The figures; the state has at least one request.
   *
   * @param target the share of requests that shall meet the objective; null: none
   */
  static LatencyFigures figures(
      String model,
      String version,
      Window window,
      Latencies state,
      @Nullable Double target,
      ComparisonSpans neighbours) {
    return new LatencyMetrics(state, target).figures(model, version, window, neighbours);
  }

  private LatencyFigures figures(
      String model, String version, Window window, ComparisonSpans neighbours) {
    absent.putAll(neighbours.absent());
    @Nullable Double[] percentiles = percentiles();
    return new LatencyFigures(
        model,
        version,
        window,
        state.requests(),
        state.failed(),
        (double) state.failed() / state.requests(),
        count,
        count == 0 ? none("min", 1) : (Double) values.min(),
        count == 0 ? none("max", 1) : (Double) values.max(),
        count == 0 ? none("mean", 1) : (Double) mean(),
        count < 2 ? none("stddev", 2) : (Double) stddev(),
        percentiles[0],
        percentiles[1],
        percentiles[2],
        percentiles[3],
        percentiles[4],
        state.method(),
        values.relativeError(),
        ByteBuffer.wrap(state.encode()).asReadOnlyBuffer(),
        state.excluded(),
        state.numericStrings(),
        state.objective(),
        sloGood(),
        sloCompliance(),
        interval("p95Interval", P95),
        interval("p99Interval", P99),
        target,
        errorBudgetBurn(),
        neighbours.weekBefore(),
        neighbours.baseline(),
        absent);
  }

  private @Nullable Double[] percentiles() {
    long[] indexes = new long[THOUSANDTHS.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = index(THOUSANDTHS[i], count);
    }
    double[] found = count == 0 ? new double[indexes.length] : values.at(indexes);
    @Nullable Double[] percentiles = new Double[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      percentiles[i] = count < NEEDED[i] ? none(NAMES[i], NEEDED[i]) : (Double) found[i];
    }
    return percentiles;
  }

  /** ⌊q·(n−1)⌋ for q in thousandths, without rounding. */
  static long index(int thousandths, long count) {
    return Math.floorDiv(thousandths * (count - 1), 1000L);
  }

  private @Nullable Interval interval(String name, int thousandths) {
    OrderStatistics ends = OrderStatistics.of(thousandths, count);
    if (ends == null) {
      none(name, OrderStatistics.needed(thousandths));
      return null;
    }
    double[] found = values.at(ends.low(), ends.high());
    return new Interval(found[0], found[1]);
  }

  private double mean() {
    return sums.values().divide(BigDecimal.valueOf(count), PRECISION).doubleValue();
  }

  private double stddev() {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal spread = n.multiply(sums.squares()).subtract(sums.values().pow(2));
    BigDecimal variance = spread.divide(n.multiply(n.subtract(BigDecimal.ONE)), PRECISION);
    return variance.sqrt(PRECISION).doubleValue();
  }

  private @Nullable Long sloGood() {
    if (state.objective() == null) {
      absent.put("sloGood", "no latency objective");
      return null;
    }
    return state.good();
  }

  private @Nullable Double sloCompliance() {
    if (state.objective() == null) {
      absent.put("sloCompliance", "no latency objective");
      return null;
    }
    return count == 0 ? none("sloCompliance", 1) : (Double) ((double) state.good() / count);
  }

  private @Nullable Double errorBudgetBurn() {
    if (state.objective() != null && target != null && target < 1) {
      return count == 0
          ? none("errorBudgetBurn", 1)
          : (Double) ((double) (count - state.good()) / count / (1 - target));
    }
    absent.put(
        "errorBudgetBurn",
        state.objective() == null
            ? "no latency objective"
            : target == null
                ? "the latency objective has no target"
                : "a target of 1 leaves no error budget");
    return null;
  }

  private @Nullable Double none(String figure, long needed) {
    absent.put(
        figure,
        count == 0
            ? "no usable latency"
            : "needs %,d usable latencies, has %,d".formatted(needed, count));
    return null;
  }
}
