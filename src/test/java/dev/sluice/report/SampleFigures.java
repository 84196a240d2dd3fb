package dev.sluice.report;

import dev.sluice.access.AccessPath;
import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.PlainFigures;
import dev.sluice.analytics.Statistic;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures made up from a seed, in the shape of the sample log's: 28 days, one model that gets worse. */
final class SampleFigures {
  static final LocalDate LAST = LocalDate.of(2026, 10, 28);
  static final Instant AS_OF = Instant.parse("2026-10-29T02:00:07.123Z");
  static final RunInfo RUN = new RunInfo(
      "0.1.0", "file:/data/snapshots/2026-10-28", Duration.ofDays(7), "us-east-1", List.of());

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
    return of(models(), 28, SampleExperiments.all());
  }

  static Figures of(List<Model> models, int days, List<ExperimentFigures> experiments) {
    SampleFigures sample = new SampleFigures(1, days);
    models.forEach(sample::model);
    return PlainFigures.of(
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
    return PlainFigures.of(
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
        RunStatus.PUBLISHED,
        "2026-10-28-nightly",
        AS_OF,
        AS_OF,
        AS_OF,
        "c0ffee",
        null,
        tables,
        Map.of(),
        Map.of(),
        List.of());
  }

  static Manifest emptyManifest() {
    return new Manifest(
        RunStatus.PUBLISHED,
        "empty",
        AS_OF,
        AS_OF,
        AS_OF,
        "c0ffee",
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  private static Manifest.TableEntry entry(
      Role role, long scanned, long filtered, long expired, long rejected, double units) {
    return new Manifest.TableEntry(
        AccessPath.Kind.SCAN,
        null,
        "arn",
        "id",
        role,
        scanned,
        filtered,
        expired,
        rejected,
        scanned - filtered - expired - rejected,
        units,
        null,
        List.of(),
        Map.of(),
        null,
        new Coverage(1, List.of()),
        null);
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
      LatencyFigures row = SampleLatency.of(model, day, requests, random);
      latency.add(row);
      latency.add(SampleLatency.renamed(row, version));
      AccuracyFigures all =
          SampleAccuracy.of(model, day, requests, share(model, day, later), together, random);
      together.add(all);
      List<AccuracyFigures> own = later ? second : first;
      own.add(SampleAccuracy.renamed(all, version, own));
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

  private Headline headline(Model model, AccuracyFigures last) {
    LatencyFigures row = latency.get(latency.size() - 2);
    Rolling week = last.rolling7();
    return new Headline(
        model.name(),
        row.window(),
        row.requests(),
        row.failed(),
        row.statistics(),
        model.name().equals(SampleLatency.SLOW),
        List.of(),
        last.target(),
        week.labelled(),
        onBoard(week),
        last.signals().changePoint(),
        List.of());
  }

  private static Map<AccuracyStatistic, Double> onBoard(Rolling week) {
    Map<AccuracyStatistic, Double> values = new EnumMap<>(AccuracyStatistic.class);
    values.putAll(week.accuracyStatistics());
    values.keySet().retainAll(Statistic.onBoard(AccuracyStatistic.class));
    return values;
  }
}
