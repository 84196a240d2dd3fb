package dev.sluice.summary;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;
import static dev.sluice.analytics.AccuracyStatistic.BIAS;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.COVERAGE;
import static dev.sluice.analytics.AccuracyStatistic.MACRO_F1;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.AccuracyStatistic.R2;
import static dev.sluice.analytics.AccuracyStatistic.RMSE;
import static java.util.Map.entry;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Averages;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Majority;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyComparison.Span;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.LatencyFigures.Method;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.LatencyStatistics.Interval;
import dev.sluice.analytics.Others;
import dev.sluice.analytics.PlainFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures to publish. */
final class Samples {
  static final LocalDate DATE = LocalDate.of(2026, 10, 19);
  static final Instant AS_OF = Instant.parse("2026-10-20T03:00:00Z");
  static final Instant STARTED = AS_OF.minusSeconds(30);
  static final Duration TTL = Duration.ofDays(400);
  static final Window DAY = day(DATE);
  static final Window HOUR = new Window(
      Grain.HOUR,
      "2026-10-19T13",
      Instant.parse("2026-10-19T13:00:00Z"),
      Instant.parse("2026-10-19T14:00:00Z"));
  static final Window WEEK = new Window(
      Grain.WEEK,
      "2026-W43",
      Instant.parse("2026-10-19T00:00:00Z"),
      Instant.parse("2026-10-26T00:00:00Z"));

  static final Calibration CALIBRATION = new Calibration(
      90,
      0.0625,
      0.03125,
      List.of(new Calibration.Bin(0.9, 1.0, 90, 85, 0.975, 85.0 / 90)),
      new Calibration.Excluded(7, 2, 1));
  static final Comparison COMPARED = new Comparison(
      "2",
      "3",
      AccuracySignals.Span.SAME_DAYS,
      DATE.minusDays(1),
      DATE,
      DATE.minusDays(1),
      DATE,
      180,
      175,
      0.76,
      0.89,
      0.13,
      0.055,
      0.203,
      Verdict.BETTER);
  static final AccuracySignals SIGNALS = new AccuracySignals(
      null,
      new AccuracySignals.Change(DATE.minusDays(1), 0.98, 0.79, 0.79 - 0.98, 1e-6, 650, 150, true),
      COMPARED);
  static final LatencyComparison COMPARISON = new LatencyComparison(
      new Span("3", DATE.minusDays(6), DATE, 7, 700, 4.2, 9.25, null),
      new Span("3", DATE.minusDays(13), DATE.minusDays(7), 7, 700, 4.0, 9.0, null),
      1.05,
      9.25 / 9,
      null,
      0.25,
      0.5,
      false,
      Map.of("p99Ratio", "none"));

  private static final Run FIRST = new Run(
      "exp_0001",
      Instant.ofEpochSecond(1790828132L),
      "1790828132",
      "completed",
      0.722222,
      true,
      Map.of("algorithm", new Setting("S", "knn"), "neighbours", new Setting("N", "27")));

  private Samples() {}

  static Window day(LocalDate day) {
    return new Window(
        Grain.DAY,
        day.toString(),
        day.atStartOfDay().toInstant(ZoneOffset.UTC),
        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  static LatencyFigures latency(String model, String version, Window window, long requests) {
    return latency(model, version, window, requests, 4.2);
  }

  /** So many requests, one of them without a latency; p50 tells contents apart. */
  static LatencyFigures latency(
      String model, String version, Window window, long requests, double p50) {
    return new LatencyFigures(
        model,
        version,
        window,
        requests,
        1,
        requests - 1,
        Method.EXACT,
        0,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        new Excluded(1, 0, 0, 0, 0),
        2,
        50.0,
        Map.of(LatencyStatistic.P95, new Interval(9.1, 9.5)),
        0.99,
        Map.ofEntries(
            entry(LatencyStatistic.ERROR_RATE, 1.0 / requests),
            entry(LatencyStatistic.MIN, 0.1),
            entry(LatencyStatistic.MEAN, 5.123456789012345),
            entry(LatencyStatistic.STDDEV, 1.0 / 3),
            entry(LatencyStatistic.P50, p50),
            entry(LatencyStatistic.P90, 8.5),
            entry(LatencyStatistic.P95, 9.25),
            entry(LatencyStatistic.MAX, 99.75),
            entry(LatencyStatistic.SLO_GOOD, 90.0),
            entry(LatencyStatistic.SLO_COMPLIANCE, 0.9),
            entry(LatencyStatistic.ERROR_BUDGET_BURN, 10.0)),
        COMPARISON,
        null,
        Map.of("p99", "needs 100 values", "p999", "needs 1,000 values"));
  }

  static LatencyFigures withSketch(LatencyFigures f, byte[] sketch) {
    return new LatencyFigures(
        f.model(),
        f.version(),
        f.window(),
        f.requests(),
        f.failed(),
        f.count(),
        f.method(),
        f.relativeError(),
        ByteBuffer.wrap(sketch),
        f.excluded(),
        f.numericStrings(),
        f.sloThresholdMs(),
        f.intervals(),
        f.sloTarget(),
        f.statistics(),
        f.weekBefore(),
        f.baseline(),
        f.absent());
  }

  static AccuracyFigures accuracy(
      String model, Map<String, ClassFigures> perClass, Map<String, Map<String, Long>> confusion) {
    return new AccuracyFigures(
        model,
        "3",
        DAY,
        TargetKind.CLASS,
        120,
        100,
        Map.of(
            COVERAGE, 100.0 / 120,
            CORRECT, 93.0,
            ACCURACY, 0.93,
            ACCURACY_LOW, 0.8625,
            ACCURACY_HIGH, 0.9657,
            MACRO_F1, 0.91),
        new Averages(0.92, 0.93, 0.94, 0.93, 0.935),
        new Majority("chat noir", 60, 0.6),
        perClass,
        confusion,
        null,
        CALIBRATION,
        CALIBRATION,
        new LabelDelay(99, 7_200.0, 86_400.0, 1, 0, 2),
        rolling(7, 800, 700, 650, 0.9, 0.95),
        rolling(9, 900, 800, 750, 0.91, 0.96),
        SIGNALS,
        Status.PROVISIONAL,
        Map.of("trendSlope", "needs 14 mature days with labels, has 9"));
  }

  private static Rolling rolling(
      int days, long predicted, long labelled, long correct, double low, double high) {
    return new Rolling(
        days,
        predicted,
        labelled,
        Map.of(
            CORRECT,
            (double) correct,
            ACCURACY,
            (double) correct / labelled,
            ACCURACY_LOW,
            low,
            ACCURACY_HIGH,
            high));
  }

  static AccuracyFigures accuracy(String model) {
    return accuracy(
        model,
        Map.of(
            "", new ClassFigures(40, 41, 38, 38.0 / 41, 0.95, 0.938),
            "chat noir", new ClassFigures(60, 59, 55, 55.0 / 59, 55.0 / 60, 0.924)),
        Map.of(
            "", Map.of("", 38L, "chat noir", 2L), "chat noir", Map.of("", 5L, "chat noir", 55L)));
  }

  static AccuracyFigures numeric(String model) {
    return new AccuracyFigures(
        model,
        "*",
        DAY,
        TargetKind.NUMERIC,
        120,
        100,
        Map.of(COVERAGE, 100.0 / 120, MAE, 12.5, RMSE, 15.25, BIAS, -0.5, R2, 0.75),
        null,
        null,
        Map.of(),
        Map.of(),
        new AccuracyFigures.Excluded(3, 2, 1, 0),
        null,
        null,
        LabelDelay.NONE,
        new Rolling(7, 800, 700, Map.of(MAE, 12.25)),
        new Rolling(9, 900, 800, Map.of(MAE, 12.75)),
        new AccuracySignals(
            new Trend(-0.25, 0.03125, 18, DATE.minusDays(17), 14.5, DATE, 10.25), null, null),
        Status.FINAL,
        Map.of());
  }

  /** A failed run, and one that is the best. */
  static ExperimentFigures experiment(String name) {
    Run failed = new Run(
        "exp_0000",
        Instant.ofEpochSecond(1790815079L),
        "1790815079",
        "failed",
        null,
        false,
        Map.of());
    return experiment(name, List.of(step(FIRST)), List.of(failed, FIRST));
  }

  /** Two that were the best so far, and a failed run. */
  static ExperimentFigures improved(String name) {
    Run second = new Run(
        "exp_0002",
        Instant.ofEpochSecond(1790843361L),
        "1790843361",
        "completed",
        0.75,
        true,
        Map.of("algorithm", new Setting("S", "svc"), "c", new Setting("N", "0.280366")));
    Run failed = new Run(
        "exp_0003",
        Instant.ofEpochSecond(1790860000L),
        "1790860000",
        "failed",
        null,
        false,
        Map.of());
    return experiment(
        name, List.of(step(FIRST), step(second, FIRST)), List.of(FIRST, second, failed));
  }

  static ExperimentFigures experiment(String name, List<Step> steps, List<Run> runs) {
    Step best = steps.get(steps.size() - 1);
    long completed =
        runs.stream().filter(run -> run.status().equals("completed")).count();
    return new ExperimentFigures(
        name,
        "metrics.accuracy",
        Better.LARGER,
        best.id(),
        best.time(),
        best.value(),
        steps,
        completed,
        0,
        runs.size() - completed,
        0L,
        (long) runs.size() - completed - (runs.get(0).best() ? 0 : 1),
        0L,
        Map.of("completed", completed, "failed", runs.size() - completed),
        runs,
        Map.of());
  }

  static Step step(Run run) {
    return new Step(
        run.id(), run.time(), run.timeText(), value(run), null, null, null, null, List.of());
  }

  /** Everything about it is another. */
  static Step step(Run run, Run before) {
    List<Change> changes = new ArrayList<>();
    new TreeMap<>(before.config())
        .keySet().stream()
            .filter(place -> !run.config().containsKey(place))
            .forEach(place -> changes.add(new Change(place, before.config().get(place), null)));
    new TreeMap<>(run.config())
        .forEach(
            (place, value) -> changes.add(new Change(place, before.config().get(place), value)));
    return new Step(
        run.id(),
        run.time(),
        run.timeText(),
        value(run),
        before.id(),
        value(before),
        value(run) - value(before),
        (value(run) - value(before)) / value(before),
        changes);
  }

  private static double value(Run run) {
    return Objects.requireNonNull(run.value());
  }

  static Headline headline(String model, long requests) {
    return headline(model, DAY, requests);
  }

  static Headline headline(String model, Window day, long requests) {
    return new Headline(
        model,
        day,
        requests,
        1,
        Map.of(
            LatencyStatistic.ERROR_RATE, 1.0 / requests,
            LatencyStatistic.P50, 4.2,
            LatencyStatistic.P95, 9.25,
            LatencyStatistic.SLO_COMPLIANCE, 0.9,
            LatencyStatistic.ERROR_BUDGET_BURN, 10.0),
        true,
        List.of("all versions: slower"),
        TargetKind.CLASS,
        700,
        Map.of(ACCURACY, 0.93, ACCURACY_LOW, 0.9, ACCURACY_HIGH, 0.95),
        SIGNALS.changePoint(),
        List.of(COMPARED));
  }

  /** Of the first result of a run that began at {@link #STARTED}. */
  static RowFactory stamp(String runId) {
    return new RowFactory(AS_OF, STARTED, runId, 1, Origin.NONE, TTL);
  }

  static RunRecord run(String runId) {
    return run(runId, STARTED, 1);
  }

  static RunRecord run(String runId, DatedItems dated, Others others) {
    return run(runId, STARTED, 1, dated, others);
  }

  static RunRecord run(String runId, Instant startedAt, int number) {
    return run(runId, startedAt, number, null, null);
  }

  private static RunRecord run(
      String runId,
      Instant startedAt,
      int number,
      @Nullable DatedItems dated,
      @Nullable Others others) {
    return new RunRecord(
        runId,
        number,
        RunRecord.State.RUNNING,
        "run",
        DATE,
        null,
        startedAt,
        null,
        null,
        null,
        Map.of("InferenceMetadata", new ItemCounts(20, 2, 3, 4, 11)),
        12.5,
        new RequestStats(16, 1, 2, Duration.ofSeconds(3)),
        7L,
        8L,
        "abc",
        List.of(),
        Origin.NONE,
        dated,
        others);
  }

  /** One model's figures of all kinds. */
  static Figures figures(String runId, Instant asOf, long requests, double p50) {
    return figures(
        runId,
        asOf,
        List.of(
            latency("wine", "3", DAY, requests, p50),
            latency("wine", "*", DAY, requests, p50),
            latency("wine", "3", HOUR, requests, p50),
            latency("wine", "3", WEEK, requests, p50)),
        List.of(accuracy("wine"), numeric("diabetes")),
        List.of(experiment("iris-species")),
        List.of(headline("wine", requests)));
  }

  static Figures latencyOnly(String runId, Instant asOf, List<LatencyFigures> latency) {
    return figures(runId, asOf, latency, List.of(), List.of(), List.of());
  }

  static Figures figures(
      String runId,
      Instant asOf,
      List<LatencyFigures> latency,
      List<AccuracyFigures> accuracy,
      List<ExperimentFigures> experiments,
      List<Headline> headlines) {
    return PlainFigures.of(
        runId, asOf, DATE, "UTC", 7, 8, 0.99, latency, accuracy, experiments, headlines);
  }
}
