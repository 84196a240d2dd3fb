package dev.sluice.job;

import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Figures;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.days.StoredDays;
import dev.sluice.dataset.export.TaskProgress;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.snapshot.Snapshot.UnreadItems;
import dev.sluice.dataset.store.Documents;
import dev.sluice.job.settings.Settings;
import dev.sluice.report.ReportPage;
import dev.sluice.report.RunInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Computes figures and the report from a snapshot. */
final class AnalyzeStage {
  private final Console console;
  private final SparkSession spark;
  private final Settings settings;
  private final Snapshots snapshots;
  private final Documents documents;

  AnalyzeStage(Console console, SparkSession spark, Settings settings, Snapshots snapshots) {
    this.console = console;
    this.spark = spark;
    this.settings = settings;
    this.snapshots = snapshots;
    this.documents = snapshots.documents();
  }

  /** Stores the figures as a document, and the report. Returns the figures that are stored. */
  Figures run(Snapshot snapshot, Journal.Entry entry, Warnings warnings, Outcome outcome) {
    LocalDate lastWhole = lastWholeDay(snapshot.manifest().scanStartedAt());
    entry.days().mustBeOver(lastWhole);
    console.note(
        "Computing figures " + (entry.days().isSpan() ? "of " : "up to ") + entry.days() + " …");
    FigureFiles files = new FigureFiles(documents);
    EarlierFigures earlier = new EarlierFigures(files);
    AnalyticsSettings rules =
        entry.days().rules(settings.analytics(), lastWhole).after(earlier.targets(entry.runId()));
    DayRange days = new DayRange(rules.firstDayRead(), rules.lastDayRead());
    Analysis analysis =
        new Analysis(entry.runId(), asOf(settings, snapshot.manifest().scanStartedAt()), rules);
    Inputs inputs = inputs(snapshot, days);
    // a span's figures are no night's: none goes on from them, nor do they leave states
    Supplier<Figures> work =
        () -> Optional.of(new FigureSource(snapshots, settings, snapshot, rules))
            .filter(source -> !entry.days().isSpan())
            .flatMap(source -> source.days(earlier, days))
            .map(byDay -> figures(
                analysis,
                inputs,
                byDay,
                new StandingFigures(
                    byDay.store(),
                    earlier,
                    rules,
                    asOf(settings, snapshot.manifest().scanStartedAt())),
                entry,
                outcome))
            .orElseGet(() -> figures(analysis, inputs, snapshot, days));
    Figures computed = TaskProgress.during(
        spark.sparkContext(), "figures of " + entry.runId(), "figures", console.progress(), work);
    new FigureChecks(settings, warnings)
        .check(computed, inputs, () -> earlier.before(entry.runId(), entry.figures()));
    warnings.add(NameWarnings.of(settings, computed));
    Figures figures = files.store(entry.runId(), entry.figures(), computed);
    RunInfo run = new RunInfo(
        Version.sluice(),
        snapshot.location(),
        settings.analytics().maturity(),
        region(),
        warnings.all());
    String report = new ReportFile(spark, documents, settings.reportPath())
        .write(
            FigureFiles.name(entry.runId(), entry.figures()),
            ReportPage.render(figures, snapshot.manifest(), snapshot.schemas(), run));
    outcome.field("manifest", ExportStage.manifest(snapshot));
    outcome.field("report", report);
    outcome.line("report", report);
    new FigureNotes(outcome, warnings).tell(figures);
    return figures;
  }

  /** Returns the last day that was over when the data were read. */
  private LocalDate lastWholeDay(Instant read) {
    return LocalDate.ofInstant(read, settings.analytics().zone()).minusDays(1);
  }

  private static Figures figures(
      Analysis analysis, Inputs inputs, Snapshot snapshot, DayRange days) {
    UnreadItems unread = snapshot
        .tableOf(Role.SOURCE)
        .map(name -> snapshot.unread(name, days))
        .orElse(new UnreadItems(0, 0));
    return analysis.figures(inputs).beside(unread.earlier(), unread.later());
  }

  private static Figures figures(
      Analysis analysis,
      Inputs inputs,
      StatesOfDays byDay,
      StandingFigures standing,
      Journal.Entry entry,
      Outcome outcome) {
    StoredDays days = byDay.of(entry.runId(), entry.figures());
    long computed = days.computedBy(FigureFiles.name(entry.runId(), entry.figures()));
    outcome.field("computedDays", computed);
    outcome.line(
        "days",
        "%,d with items, the states of %,d computed".formatted(days.days().size(), computed));
    return analysis
        .figures(byDay.states(days), standing.of(days), inputs)
        .beside(days.before(byDay.wanted().first()), days.after(byDay.wanted().last()));
  }

  /** Returns the region whose list prices apply to the tables; null: unknown, or none. */
  private @Nullable String region() {
    return settings.aws().dynamoDbEndpoint() == null ? settings.aws().region() : null;
  }

  /** Returns the scan's start, or {@code labels.as-of} if earlier. */
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

  /** Returns the snapshot's table with this role, which {@link SnapshotChoice} has checked. */
  private static @Nullable Dataset<Row> table(Snapshot snapshot, Role role, DayRange days) {
    return snapshot.tableOf(role).map(name -> snapshot.table(name, days)).orElse(null);
  }
}
