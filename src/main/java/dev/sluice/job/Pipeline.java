package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.lake.IcebergLibrary;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.RunId;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.AwsSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code export}, {@code analyze}, {@code publish}, and {@code run}, which is all three. A finished run returns its
 * stored result; an unfinished one continues from its stored state.
 */
final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Console console;
  private final Invocation invocation;
  private final Settings settings;
  private final Function<AwsSettings, Sessions> sessions;

  Pipeline(Console console, Invocation invocation, Settings settings) {
    this(console, invocation, settings, Sessions::open);
  }

  /** @param sessions opens the Spark session, which ends with the command */
  Pipeline(
      Console console,
      Invocation invocation,
      Settings settings,
      Function<AwsSettings, Sessions> sessions) {
    this.console = console;
    this.invocation = invocation;
    this.settings = settings;
    this.sessions = sessions;
  }

  /**
   * Records the start of a run that begins together with others, so that all have one logical day and one time of expiry
   * whenever their turn comes. Does nothing if the run has begun.
   *
   * @param runId of this run
   */
  void begin(SparkSession spark, RunId runId, Instant now) {
    FigureDays days = FigureDays.of(invocation, dayBefore(now));
    var unused = Begun.of(
        snapshots(spark, settings).documents(), runId.text(), days.date(), days.from(), now);
  }

  Result run(Outcome outcome) {
    SummaryPreflight.each(settings).forEach(SummaryPreflight::mustNotBeAnother);
    try (Sessions session = sessions.apply(settings.aws())) {
      Snapshots snapshots = snapshots(session.spark(), settings);
      String runId = runId(snapshots);
      outcome.runId(runId);
      if (!includes(Verb.EXPORT)) {
        new SnapshotChoice(snapshots, settings).mustBeOurs(runId);
      }
      if (includes(Verb.EXPORT) && settings.snapshot().iceberg() != null) {
        // before anything is written
        IcebergLibrary.check(session.spark());
      }
      Instant now = now(snapshots.documents(), runId, outcome);
      Journal journal =
          new Journal(invocation, settings, snapshots.documents(), runId, now, dayBefore(now));
      Optional<Result> earlier = journal.result();
      if (earlier.isPresent()) {
        LOG.info("Run {} was finished before: its stored result is returned", runId);
        console.note("Run " + runId + " was finished before; this is its result.");
        noteRemoved(snapshots, runId);
        return earlier.get();
      }
      if (includes(Verb.ANALYZE)) {
        new ReportFile(session.spark(), snapshots.documents(), settings.reportPath()).mustBeFree();
      }
      try (HeldLease held =
          HeldLease.of(snapshots.hold(runId, settings.source().capacity().deadline()))) {
        Journal.Entry entry = journal.entry();
        LOG.info(
            "Run {}: {} begins, logical day {}", runId, invocation.verb().word(), entry.days());
        if (invocation.verb() != Verb.EXPORT) {
          entry.days().tell(outcome);
        }
        Result result =
            result(session.spark(), snapshots, held.lease(), journal.begun(), entry, outcome);
        return journal.store(result, entry);
      }
    }
  }

  /** Notes that the snapshot has been removed; the result stays the same. */
  private void noteRemoved(Snapshots snapshots, String runId) {
    try {
      snapshots
          .removedAt(runId)
          .ifPresent(at -> console.note("Its snapshot was removed by retention at " + at + "."));
    } catch (SluiceException e) {
      console.note("Its snapshot could not be checked: " + e.inOneLine() + ".");
    }
  }

  /** Returns the snapshots under the configured root. */
  static Snapshots snapshots(SparkSession spark, Settings settings) {
    return new Snapshots(spark, settings.aws(), settings.dataset());
  }

  private String runId(Snapshots snapshots) {
    RunId given = invocation.runId();
    if (given != null) {
      return given.text();
    }
    return includes(Verb.EXPORT)
        ? RunId.at(console.clock().instant(), new SplittableRandom()).text()
        : new SnapshotChoice(snapshots, settings).of(null).manifest().runId();
  }

  private Instant now(Documents documents, String runId, Outcome outcome) {
    boolean begins = includes(Verb.EXPORT) && Begun.find(documents, runId).isEmpty();
    return begins ? new RunClock(settings, console.clock()).now() : outcome.startedAt();
  }

  private LocalDate dayBefore(Instant now) {
    return LocalDate.ofInstant(now, settings.analytics().zone()).minusDays(1);
  }

  /** Returns the result. A failed gate is a result too: the same items fail it again. */
  private Result result(
      SparkSession spark,
      Snapshots snapshots,
      Lease lease,
      Begun begun,
      Journal.Entry entry,
      Outcome outcome) {
    try {
      stages(spark, snapshots, lease, begun, entry, outcome);
      outcome.headline("Run " + entry.runId() + ": " + invocation.verb().word() + " is done.");
    } catch (Throwable e) { // Spark throws undeclared exceptions
      Failure failure = Failure.of(e);
      remember(snapshots, lease, entry, failure, e);
      if (failure.exitCode() != ExitCode.GATE) {
        throw e;
      }
      outcome.fail(failure.exitCode(), failure.message(), failure.remedy());
    }
    return outcome.result();
  }

  /** Writes the failure to the summary table. An error in doing so must not hide the failure. */
  private void remember(
      Snapshots snapshots, Lease lease, Journal.Entry entry, Failure failure, Throwable thrown) {
    boolean another = lease.isLost() || failure.exitCode() == ExitCode.CONFIGURATION;
    if (!includes(Verb.PUBLISH) || another) {
      return;
    }
    try {
      new RunRecords(settings, entry)
          .writeFailed(
              snapshots.manifest(entry.runId()), failure, console.clock().instant());
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
    }
  }

  private void stages(
      SparkSession spark,
      Snapshots snapshots,
      Lease lease,
      Begun begun,
      Journal.Entry entry,
      Outcome outcome) {
    Documents documents = snapshots.documents();
    PublishStage publishing = new PublishStage(console, settings, documents, invocation.restate());
    if (includes(Verb.PUBLISH)) {
      SummaryPreflight.each(settings).forEach(SummaryPreflight::mustBeThere);
    }
    SnapshotChoice choice = new SnapshotChoice(snapshots, settings);
    Snapshot snapshot = includes(Verb.EXPORT)
        ? new ExportStage(console, spark, settings, snapshots).run(lease, begun, outcome)
        : choice.of(new RunId(entry.runId()));
    Warnings warnings = new Warnings();
    warnings.add(choice.warnings(snapshot));
    if (invocation.verb() != Verb.PUBLISH) {
      warnings.add(AttributeWarnings.of(settings, snapshot));
    }
    Optional<Figures> computed = Optional.empty();
    try {
      if (includes(Verb.ANALYZE)) {
        computed = Optional.of(new AnalyzeStage(console, spark, settings, snapshots)
            .run(snapshot, entry, warnings, outcome));
      }
    } finally {
      warnings.tell(outcome);
    }
    if (includes(Verb.PUBLISH)) {
      Figures figures =
          computed.orElseGet(() -> new FigureFiles(documents).read(entry.runId(), entry.figures()));
      publishing.run(figures, snapshot.manifest(), entry, outcome);
    }
    if (includes(Verb.EXPORT)) {
      new HousekeepingStage(snapshots).run(snapshot, lease, outcome);
    }
  }

  private boolean includes(Verb stage) {
    return invocation.verb() == stage || invocation.verb() == Verb.RUN;
  }
}
