package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencySample;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.LatencyStatistics.Interval;
import dev.sluice.analytics.Window;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes every {@link LatencyStatistic} of one {@link Latencies} state. */
public final class LatencyMetrics implements LatencySample {
  private final Latencies state;
  private final Distribution values;
  private final Sums sums;
  private final @Nullable Double target;
  private final Map<Long, Double> quantiles = new HashMap<>();
  private final Map<String, String> absent = new TreeMap<>();

  private LatencyMetrics(Latencies state, @Nullable Double target) {
    this.state = state;
    this.target = target;
    this.values = state.values();
    this.sums = values.sums();
  }

  /**
   * Returns the figures of a window that is not compared with others.
   *
   * @param state the state, with at least one request
   * @param target the share of requests that should meet the objective; null: none
   */
  public static LatencyFigures figures(
      String model, String version, Window window, Latencies state, @Nullable Double target) {
    return figures(model, version, window, state, target, ComparisonSpans.NONE);
  }

  /** Returns the figures of a window and its comparisons. */
  static LatencyFigures figures(
      String model,
      String version,
      Window window,
      Latencies state,
      @Nullable Double target,
      ComparisonSpans spans) {
    return new LatencyMetrics(state, target).figures(model, version, window, spans);
  }

  private LatencyFigures figures(
      String model, String version, Window window, ComparisonSpans spans) {
    absent.putAll(spans.absent());
    return new LatencyFigures(
        model,
        version,
        window,
        requests(),
        failed(),
        count(),
        state.method(),
        values.relativeError(),
        ByteBuffer.wrap(state.encode()).asReadOnlyBuffer(),
        state.excluded(),
        state.numericStrings(),
        objective(),
        intervals(),
        target,
        statistics(),
        spans.weekBefore(),
        spans.baseline(),
        absent);
  }

  private Map<LatencyStatistic, Double> statistics() {
    findQuantiles();
    Map<LatencyStatistic, Double> defined = new EnumMap<>(LatencyStatistic.class);
    for (LatencyStatistic statistic : LatencyStatistic.values()) {
      String reason = statistic.undefined(this);
      if (reason == null) {
        defined.put(statistic, statistic.of(this));
      } else {
        absent.put(statistic.attribute(), reason);
      }
    }
    return defined;
  }

  /** Computes all quantiles in one pass over the values. */
  private void findQuantiles() {
    if (count() > 0) {
      long[] indexes = Stream.of(LatencyStatistic.values())
          .filter(statistic -> statistic.thousandths() > 0)
          .mapToLong(quantile -> LatencySample.quantileIndex(quantile.thousandths(), count()))
          .sorted()
          .toArray();
      double[] found = values.at(indexes);
      for (int i = 0; i < indexes.length; i++) {
        quantiles.put(indexes[i], found[i]);
      }
    }
  }

  private Map<LatencyStatistic, Interval> intervals() {
    Map<LatencyStatistic, Interval> defined = new EnumMap<>(LatencyStatistic.class);
    for (LatencyStatistic quantile : LatencyStatistic.values()) {
      if (quantile.hasInterval()) {
        interval(quantile, defined);
      }
    }
    return defined;
  }

  private void interval(LatencyStatistic quantile, Map<LatencyStatistic, Interval> defined) {
    OrderStatistics ends = OrderStatistics.of(quantile.thousandths(), count());
    if (ends != null) {
      double[] found = values.at(ends.low(), ends.high());
      defined.put(quantile, new Interval(found[0], found[1]));
      return;
    }
    absent.put(
        quantile.intervalName(),
        LatencyStatistic.tooFew(count(), OrderStatistics.needed(quantile.thousandths())));
  }

  @Override
  public long requests() {
    return state.requests();
  }

  @Override
  public long failed() {
    return state.failed();
  }

  @Override
  public long count() {
    return state.count();
  }

  @Override
  public long good() {
    return state.good();
  }

  @Override
  public @Nullable Double objective() {
    return state.objective();
  }

  @Override
  public @Nullable Double target() {
    return target;
  }

  @Override
  public double min() {
    return values.min();
  }

  @Override
  public double max() {
    return values.max();
  }

  @Override
  public BigDecimal sum() {
    return sums.values();
  }

  @Override
  public BigDecimal sumOfSquares() {
    return sums.squares();
  }

  @Override
  public double sorted(long index) {
    Double found = quantiles.get(index);
    return found == null ? values.at(index)[0] : found;
  }
}
