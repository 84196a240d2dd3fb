package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.ClassFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Grain;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LabelDelay;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Setting;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import dev.sluice.dataset.Manifest;
import dev.sluice.dataset.Role;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures made up from a seed, in the shape of the sample log's: 28 days, one model that gets worse. */
final class SampleFigures {
  static final LocalDate LAST = LocalDate.of(2026, 10, 28);
  static final Instant AS_OF = Instant.parse("2026-10-29T02:00:07.123Z");
  static final RunInfo RUN =
      new RunInfo("0.1.0", "file:/data/snapshots/2026-10-28", Duration.ofDays(7));

  /** A model to make figures of. {@code newVersion}: the day of its second version, null: it has one. */
  record Model(
      String name,
      String version,
      int perDay,
      double median,
      List<String> classes,
      double accuracy,
      @Nullable LocalDate newVersion,
      String secondVersion) {
    Model named(String other) {
      return new Model(
          other, version, perDay, median, classes, accuracy, newVersion, secondVersion);
    }
  }

  private final Random random;
  private final int days;
  private final List<LatencyFigures> latency = new ArrayList<>();
  private final List<AccuracyFigures> accuracy = new ArrayList<>();
  private final List<Headline> headlines = new ArrayList<>();

  private SampleFigures(long seed, int days) {
    this.random = new Random(seed);
    this.days = days;
  }

  /** Five models over 28 days, three experiments. */
  static Figures sample() {
    return of(models(), 28, experiments());
  }

  static Figures of(List<Model> models, int days, List<ExperimentFigures> experiments) {
    SampleFigures sample = new SampleFigures(1, days);
    models.forEach(sample::model);
    return new Figures(
        "2026-10-28-nightly",
        AS_OF,
        LAST,
        "UTC",
        3,
        2,
        0.99,
        sample.latency,
        sample.accuracy,
        experiments,
        sample.headlines);
  }

  static Figures empty() {
    return new Figures(
        "empty", AS_OF, LAST, "UTC", 0, 0, null, List.of(), List.of(), List.of(), List.of());
  }

  static List<Model> models() {
    List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    return List.of(
        new Model("digits-classifier", "1", 260, 0.076, digits, 0.985, LAST.minusDays(7), "2"),
        new Model(
            "tumour-screen", "1", 190, 0.065, List.of("benign", "malignant"), 0.955, null, ""),
        new Model(
            "iris-species",
            "1",
            130,
            0.141,
            List.of("setosa", "versicolor", "virginica"),
            0.95,
            null,
            ""),
        new Model("wine-origin", "1", 65, 2.42, List.of("1", "2", "3"), 0.97, null, ""),
        new Model("disease-progression", "1", 64, 0.055, List.of(), 0, null, ""));
  }

  static Manifest manifest() {
    Map<String, Manifest.TableEntry> tables = new TreeMap<>();
    tables.put("InferenceMetadata", entry(Role.SOURCE, 20_000, 0, 12, 3, 3_214.5));
    tables.put("InferenceFeedback", entry(Role.LABELS, 14_001, 0, 0, 0, 410));
    tables.put("mlops-experiments", entry(Role.EXPERIMENTS, 160, 0, 0, 0, 12));
    return new Manifest(
        "2026-10-28-nightly", AS_OF, AS_OF, "c0ffee", tables, Map.of(), Map.of(), List.of());
  }

  static Manifest emptyManifest() {
    return new Manifest("empty", AS_OF, AS_OF, "c0ffee", Map.of(), Map.of(), Map.of(), List.of());
  }

  private static Manifest.TableEntry entry(
      Role role, long scanned, long filtered, long expired, long rejected, double units) {
    return new Manifest.TableEntry(
        "scan",
        null,
        "id",
        role,
        scanned,
        filtered,
        expired,
        rejected,
        scanned - filtered - expired - rejected,
        units,
        List.of(),
        Map.of());
  }

  private void model(Model model) {
    List<AccuracyFigures> together = new ArrayList<>();
    List<AccuracyFigures> first = new ArrayList<>();
    List<AccuracyFigures> second = new ArrayList<>();
    for (int i = days - 1; i >= 0; i--) {
      LocalDate day = LAST.minusDays(i);
      long requests = requests(model, day);
      boolean later = model.newVersion() != null && !day.isBefore(model.newVersion());
      String version = later ? model.secondVersion() : model.version();
      LatencyFigures row = latencyOf(model, "*", day, requests);
      latency.add(row);
      latency.add(renamed(row, version));
      AccuracyFigures all =
          accuracyOf(model, "*", day, requests, share(model, day, later), together);
      together.add(all);
      List<AccuracyFigures> own = later ? second : first;
      own.add(copyAs(all, version, own));
    }
    accuracy.addAll(together);
    accuracy.addAll(first);
    accuracy.addAll(second);
    headlines.add(headline(model, together.get(together.size() - 1)));
  }

  private long requests(Model model, LocalDate day) {
    double rhythm = day.getDayOfWeek().getValue() > 5 ? 0.62 : 1.05;
    return Math.round(model.perDay() * rhythm * (0.92 + 0.16 * random.nextDouble()));
  }

  private static double share(Model model, LocalDate day, boolean later) {
    if (model.newVersion() == null) {
      return model.accuracy();
    }
    if (later) {
      return 0.905;
    }
    LocalDate fall = model.newVersion().minusDays(3);
    return day.isBefore(fall) ? model.accuracy() : 0.78;
  }

  static Window day(LocalDate day) {
    return new Window(
        Grain.DAY,
        day.toString(),
        day.atStartOfDay().toInstant(ZoneOffset.UTC),
        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private LatencyFigures latencyOf(Model model, String version, LocalDate day, long requests) {
    long failed = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    long missing = random.nextInt(2);
    long negative = random.nextInt(8) == 0 ? 1 : 0;
    long count = requests - missing - negative;
    double p50 = model.median() * (0.95 + 0.1 * random.nextDouble());
    Double p99 = count < 100 ? null : p50 * (2.4 + 0.6 * random.nextDouble());
    Map<String, String> absent = new TreeMap<>();
    absent.put("p999", "fewer than 1,000 values");
    if (p99 == null) {
      absent.put("p99", "fewer than 100 values");
    }
    long good = count - Math.round(count * 0.004);
    return new LatencyFigures(
        model.name(),
        version,
        day(day),
        requests,
        failed,
        (double) failed / requests,
        count,
        p50 * 0.5,
        p50 * 40,
        p50 * 1.2,
        p50 * 0.8,
        p50,
        p50 * 1.5,
        p50 * 1.8,
        p99,
        null,
        LatencyFigures.Method.EXACT,
        0,
        ByteBuffer.allocate(0),
        new LatencyFigures.Excluded(missing, 0, 0, 0, negative),
        random.nextInt(3),
        5.0,
        good,
        (double) good / count,
        null,
        null,
        null,
        null,
        null,
        null,
        absent);
  }

  private static LatencyFigures renamed(LatencyFigures row, String version) {
    return new LatencyFigures(
        row.model(),
        version,
        row.window(),
        row.requests(),
        row.failed(),
        row.errorRate(),
        row.count(),
        row.min(),
        row.max(),
        row.mean(),
        row.stddev(),
        row.p50(),
        row.p90(),
        row.p95(),
        row.p99(),
        row.p999(),
        row.method(),
        row.relativeError(),
        row.sketch(),
        row.excluded(),
        row.numericStrings(),
        row.sloThresholdMs(),
        row.sloGood(),
        row.sloCompliance(),
        row.p95Interval(),
        row.p99Interval(),
        row.sloTarget(),
        row.errorBudgetBurn(),
        row.weekBefore(),
        row.baseline(),
        row.absent());
  }

  private AccuracyFigures accuracyOf(
      Model model,
      String version,
      LocalDate day,
      long predicted,
      double share,
      List<AccuracyFigures> before) {
    long late = LAST.toEpochDay() - day.toEpochDay();
    long labelled = Math.round(predicted * 0.7 * Math.min(1, (late + 1) / 6.0));
    Status status = late < 7 ? Status.PROVISIONAL : Status.FINAL;
    if (model.classes().isEmpty()) {
      double mae = 41 + 5 * random.nextDouble();
      return row(
          model.name(),
          version,
          day,
          TargetKind.NUMERIC,
          predicted,
          labelled,
          null,
          Map.of(),
          mae,
          before,
          status);
    }
    Map<String, Map<String, Long>> confusion = new TreeMap<>();
    long correct = 0;
    for (long i = 0; i < labelled; i++) {
      int label = random.nextInt(model.classes().size());
      boolean right = random.nextDouble() < share;
      int prediction = right
          ? label
          : (label + 1 + random.nextInt(model.classes().size() - 1))
              % model.classes().size();
      correct += right ? 1 : 0;
      confusion
          .computeIfAbsent(model.classes().get(label), unseen -> new TreeMap<>())
          .merge(model.classes().get(prediction), 1L, Long::sum);
    }
    return row(
        model.name(),
        version,
        day,
        TargetKind.CLASS,
        predicted,
        labelled,
        correct,
        confusion,
        null,
        before,
        status);
  }

  private static AccuracyFigures copyAs(
      AccuracyFigures row, String version, List<AccuracyFigures> before) {
    return row(
        row.model(),
        version,
        LocalDate.parse(row.window().label()),
        row.target(),
        row.predicted(),
        row.labelled(),
        row.correct(),
        row.confusion(),
        row.mae(),
        before,
        row.status());
  }

  private static AccuracyFigures row(
      String model,
      String version,
      LocalDate day,
      TargetKind kind,
      long predicted,
      long labelled,
      @Nullable Long correct,
      Map<String, Map<String, Long>> confusion,
      @Nullable Double mae,
      List<AccuracyFigures> before,
      Status status) {
    Rolling own = rolling(1, predicted, labelled, correct, mae);
    return new AccuracyFigures(
        model,
        version,
        day(day),
        kind,
        predicted,
        labelled,
        predicted == 0 ? null : (double) labelled / predicted,
        correct,
        own.accuracy(),
        own.accuracyLow(),
        own.accuracyHigh(),
        own.accuracy(),
        null,
        null,
        kind == TargetKind.CLASS ? Map.of("x", new ClassFigures(1, 1, 1, 1.0, 1.0, 1.0)) : Map.of(),
        confusion,
        mae,
        mae == null ? null : mae * 1.25,
        mae == null ? null : -1.7,
        mae == null ? null : 0.42,
        null,
        null,
        LabelDelay.NONE,
        over(7, before, own),
        over(28, before, own),
        AccuracySignals.NONE,
        status,
        Map.of());
  }

  private static Rolling over(int days, List<AccuracyFigures> before, Rolling own) {
    List<AccuracyFigures> days1 =
        before.subList(Math.max(0, before.size() - days + 1), before.size());
    long predicted =
        own.predicted() + days1.stream().mapToLong(AccuracyFigures::predicted).sum();
    long labelled =
        own.labelled() + days1.stream().mapToLong(AccuracyFigures::labelled).sum();
    if (own.correct() == null) {
      return rolling(days1.size() + 1, predicted, labelled, null, own.mae());
    }
    long correct = own.correct()
        + days1.stream()
            .mapToLong(row -> row.correct() == null ? 0 : row.correct())
            .sum();
    return rolling(days1.size() + 1, predicted, labelled, correct, null);
  }

  private static Rolling rolling(
      int days, long predicted, long n, @Nullable Long correct, @Nullable Double mae) {
    if (correct == null || n == 0) {
      return new Rolling(days, predicted, n, correct, null, null, null, mae);
    }
    double p = (double) correct / n;
    double z = 1.959964;
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
    return new Rolling(days, predicted, n, correct, p, centre - half, centre + half, null);
  }

  private Headline headline(Model model, AccuracyFigures last) {
    LatencyFigures row = latency.get(latency.size() - 2);
    Rolling week = last.rolling7();
    return new Headline(
        model.name(),
        row.window(),
        row.requests(),
        row.failed(),
        row.errorRate(),
        row.p50(),
        row.p95(),
        row.p99(),
        row.sloCompliance(),
        null,
        null,
        List.of(),
        last.target(),
        week.labelled(),
        week.accuracy(),
        week.accuracyLow(),
        week.accuracyHigh(),
        week.mae(),
        null,
        List.of());
  }

  static List<ExperimentFigures> experiments() {
    List<ExperimentFigures> all = new ArrayList<>();
    Random random = new Random(2);
    for (String name : List.of("digits-classifier", "iris-species", "wine-origin")) {
      all.add(experiment(name, random));
    }
    return all;
  }

  private static ExperimentFigures experiment(String name, Random random) {
    List<Run> runs = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    double best = -1;
    String bestId = "";
    Instant bestTime = AS_OF;
    for (int i = 0; i < 32; i++) {
      Instant time =
          Instant.parse("2026-10-01T03:00:00Z").plusSeconds(i * 75_000L + random.nextInt(9_000));
      boolean failed = random.nextInt(9) == 0;
      Double value = failed ? null : Math.min(1, 0.7 + 0.006 * i + 0.12 * random.nextDouble());
      boolean better = value != null && value > best;
      if (value != null && value > best) {
        best = value;
        bestId = "exp_%04d".formatted(i);
        bestTime = time;
      }
      runs.add(new Run(
          "exp_%04d".formatted(i),
          time,
          String.valueOf(time.getEpochSecond()),
          failed ? "failed" : "completed",
          value,
          better,
          Map.of("depth", new Setting("N", String.valueOf(i)))));
      if (better) {
        steps.add(step(runs.get(i), steps));
      }
    }
    long failed = runs.stream().filter(run -> run.value() == null).count();
    return new ExperimentFigures(
        name,
        "metrics.accuracy",
        Better.LARGER,
        bestId,
        bestTime,
        best,
        steps,
        runs.size() - failed,
        0,
        failed,
        0L,
        0L,
        0L,
        Map.of("completed", runs.size() - failed, "failed", failed),
        runs,
        Map.of());
  }

  private static Step step(Run run, List<Step> before) {
    double value = Objects.requireNonNull(run.value());
    if (before.isEmpty()) {
      return new Step(
          run.id(), run.time(), run.timeText(), value, null, null, null, null, List.of());
    }
    Step last = before.get(before.size() - 1);
    return new Step(
        run.id(),
        run.time(),
        run.timeText(),
        value,
        last.id(),
        last.value(),
        value - last.value(),
        (value - last.value()) / last.value(),
        List.of(new Change("depth", new Setting("N", "1"), run.config().get("depth"))));
  }
}
