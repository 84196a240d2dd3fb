package dev.sluice.job;

import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.run.Once;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.snapshot.Snapshot.UnreadItems;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.settings.Settings;
import dev.sluice.report.ReportPage;
import dev.sluice.report.RunInfo;
import java.io.IOException;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Snapshot → figures and report. */
final class AnalyzeStage {
  private final Console console;
  private final SparkSession spark;
  private final Settings settings;
  private final Documents documents;

  AnalyzeStage(Console console, SparkSession spark, Settings settings, Documents documents) {
    this.console = console;
    this.spark = spark;
    this.settings = settings;
    this.documents = documents;
  }

  /** Leaves the figures as a document, and the report. */
  void run(Snapshot snapshot, Journal.Entry entry, Warnings warnings, Outcome outcome) {
    console.note("Computing figures up to " + entry.date() + " …");
    AnalyticsSettings rules = settings
        .analytics()
        .on(entry.date())
        .after(new EarlierKinds(documents).before(entry.runId()));
    DayRange days = new DayRange(rules.firstDayRead(), rules.date());
    Analysis analysis =
        new Analysis(entry.runId(), asOf(settings, snapshot.manifest().scanStartedAt()), rules);
    Inputs inputs = inputs(snapshot, days);
    UnreadItems unread = snapshot
        .tableOf(Role.SOURCE)
        .map(name -> snapshot.unread(name, days))
        .orElse(new UnreadItems(0, 0));
    Figures computed = analysis.figures(inputs).beside(unread.earlier(), unread.later());
    new FigureChecks(settings, documents, warnings).check(computed, inputs, snapshot, entry);
    byte[] mine = FiguresJson.write(computed);
    warnings.add(NameWarnings.of(settings, computed));
    String path = path(entry.runId(), entry.figures());
    Figures figures = read(Once.store(documents, path, mine), documents.location(path));
    RunInfo run = new RunInfo(
        Version.sluice(),
        snapshot.location(),
        settings.analytics().maturity(),
        region(),
        warnings.all());
    String report = new ReportFile(spark, documents, settings.reportPath())
        .write(
            name(entry.runId(), entry.figures()),
            ReportPage.render(figures, snapshot.manifest(), snapshot.schemas(), run));
    outcome.field("manifest", ExportStage.manifest(snapshot));
    outcome.field("report", report);
    outcome.line("report", report);
    new FigureNotes(outcome, warnings).tell(figures);
  }

  /**
   * The figures that an earlier analyze left.
   *
   * @throws ResourceUnavailableException where there are none
   */
  static Figures figures(Documents documents, Journal.Entry entry) {
    String path = path(entry.runId(), entry.figures());
    byte[] json = documents
        .read(path)
        .orElseThrow(() -> new ResourceUnavailableException(
            "run " + entry.runId() + " has no figures yet", "Run analyze first."));
    return read(json, documents.location(path));
  }

  static Figures read(byte[] json, String location) {
    try {
      return FiguresJson.read(json);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          location + " holds no figures: " + Json.reason(e),
          "Take it away and run analyze again.",
          e);
    }
  }

  static boolean hasFigures(Documents documents, String runId, int number) {
    return documents.read(path(runId, number)).isPresent();
  }

  static String path(String runId, int number) {
    return "figures/" + name(runId, number) + ".json";
  }

  /** The first figures of a run bear its name alone. */
  private static String name(String runId, int number) {
    return number == 1 ? runId : runId + "-" + number;
  }

  /** Whose list prices hold for the tables; null: unknown, or none. */
  private @Nullable String region() {
    return settings.aws().dynamoDbEndpoint() == null ? settings.aws().region() : null;
  }

  /** The scan's start, or {@code labels.as-of} if earlier. */
  static Instant asOf(Settings settings, Instant scan) {
    Instant labels = settings.labels().attributes().asOf();
    return labels != null && labels.isBefore(scan) ? labels : scan;
  }

  private Inputs inputs(Snapshot snapshot, DayRange days) {
    return new Inputs(
        table(snapshot, Role.SOURCE, days),
        settings.events(),
        table(snapshot, Role.LABELS, days),
        settings.labels().attributes(),
        table(snapshot, Role.EXPERIMENTS, days),
        settings.experiments().attributes());
  }

  /** The table that has this role in the snapshot, which {@link SnapshotChoice} has looked at. */
  private static @Nullable Dataset<Row> table(Snapshot snapshot, Role role, DayRange days) {
    return snapshot.tableOf(role).map(name -> snapshot.table(name, days)).orElse(null);
  }
}
