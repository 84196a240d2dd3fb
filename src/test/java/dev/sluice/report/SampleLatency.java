package dev.sluice.report;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyComparison.Span;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.LatencyStatistics.Interval;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Latencies made up from a seed: the model {@link #SLOW} is a third slower in its last seven days. */
final class SampleLatency {
  static final String SLOW = "iris-species";
  static final double OBJECTIVE = 5;
  static final double TARGET = 0.99;
  private static final double SLOWER = 1.34;

  private SampleLatency() {}

  static LatencyFigures of(SampleFigures.Model model, LocalDate day, long requests, Random random) {
    long failed = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    long missing = random.nextInt(2);
    long negative = random.nextInt(8) == 0 ? 1 : 0;
    long count = requests - missing - negative;
    boolean slow = model.name().equals(SLOW) && day.isAfter(SampleFigures.LAST.minusDays(7));
    double p50 = model.median() * (slow ? SLOWER : 1) * (0.95 + 0.1 * random.nextDouble());
    Double p99 = count < 100 ? null : (Double) (p50 * (2.4 + 0.6 * random.nextDouble()));
    Map<String, String> absent = new TreeMap<>();
    absent.put("p999", "needs 1,000 usable latencies");
    absent.put("p99Interval", "needs 473 usable latencies");
    if (p99 == null) {
      absent.put("p99", "needs 100 usable latencies");
    }
    boolean last = day.equals(SampleFigures.LAST);
    if (!last) {
      absent.put("weekBefore", "not made up");
    }
    long good = count - Math.round(count * 0.009 * random.nextDouble());
    Map<LatencyStatistic, Double> statistics = new EnumMap<>(Map.of(
        LatencyStatistic.ERROR_RATE, (double) failed / requests,
        LatencyStatistic.MIN, p50 * 0.5,
        LatencyStatistic.MEAN, p50 * 1.2,
        LatencyStatistic.STDDEV, p50 * 0.8,
        LatencyStatistic.P50, p50,
        LatencyStatistic.P90, p50 * 1.5,
        LatencyStatistic.P95, p50 * 1.8,
        LatencyStatistic.MAX, p50 * 40,
        LatencyStatistic.SLO_GOOD, (double) good,
        LatencyStatistic.SLO_COMPLIANCE, (double) good / count));
    statistics.put(
        LatencyStatistic.ERROR_BUDGET_BURN, (double) (count - good) / count / (1 - TARGET));
    Map<LatencyStatistic, Interval> intervals =
        new EnumMap<>(Map.of(LatencyStatistic.P95, new Interval(p50 * 1.6, p50 * 2.1)));
    if (p99 != null) {
      statistics.put(LatencyStatistic.P99, p99);
    }
    if (p99 != null && count >= 200) {
      intervals.put(LatencyStatistic.P99, new Interval(p99 * 0.8, p99 * 1.4));
    }
    return new LatencyFigures(
        model.name(),
        "*",
        SampleFigures.day(day),
        requests,
        failed,
        count,
        LatencyFigures.Method.EXACT,
        0,
        ByteBuffer.allocate(0),
        new LatencyFigures.Excluded(missing, 0, 0, 0, negative),
        random.nextInt(3),
        OBJECTIVE,
        intervals,
        TARGET,
        statistics,
        last ? comparison(slow, p50, requests) : null,
        null,
        absent);
  }

  private static LatencyComparison comparison(boolean slow, double p50, long requests) {
    double ratio = slow ? SLOWER : 1.01;
    double pValue = slow ? 0.0003 : 0.42;
    return new LatencyComparison(
        span(0, p50, requests),
        span(7, p50 / ratio, requests),
        ratio,
        ratio,
        null,
        pValue,
        pValue,
        slow,
        Map.of("p99Ratio", "made up without"));
  }

  private static Span span(int back, double p50, long requests) {
    LocalDate last = SampleFigures.LAST.minusDays(back);
    return new Span("*", last.minusDays(6), last, 7, 7 * requests, p50, p50 * 1.8, p50 * 2.7);
  }

  /** The same of one version. */
  static LatencyFigures renamed(LatencyFigures row, String version) {
    return with(row, version, null);
  }

  private static LatencyFigures with(
      LatencyFigures row, String version, @Nullable LatencyComparison baseline) {
    return new LatencyFigures(
        row.model(),
        version,
        row.window(),
        row.requests(),
        row.failed(),
        row.count(),
        row.method(),
        row.relativeError(),
        row.sketch(),
        row.excluded(),
        row.numericStrings(),
        row.sloThresholdMs(),
        row.intervals(),
        row.sloTarget(),
        row.statistics(),
        null,
        baseline,
        row.absent());
  }
}
