package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.failure.ExitCode;
import dev.sluice.item.ItemCounts;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.Origin;
import dev.sluice.summary.Publisher;
import dev.sluice.summary.RunRecord;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes the RUN row of a run, at its end or at its failure, so that readers of the summary table see the state and the
 * reason.
 */
record RunRecords(Settings settings, Journal.Entry entry) {
  /** Short, because the row of a failed run is not worth a long wait. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(5));

  /** Returns the record of a run that is ready to be published. */
  RunRecord published(Manifest manifest, Figures figures) {
    return record(manifest, figures);
  }

  /**
   * Writes the row of a run that failed; does nothing without a summary table.
   *
   * @param manifest the manifest of its snapshot, if there is one
   */
  void writeFailed(Optional<Manifest> manifest, Failure failure, Instant now) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws(), BRIEFLY)) {
      if (new SummaryTable(client, settings.summary().table()).isThere()) {
        RunRecord failed = failed(record(manifest.orElse(null), null), failure, now);
        new Publisher(client, settings.summary()).record(failed, asOf(manifest));
      }
    }
  }

  private static RunRecord failed(RunRecord run, Failure failure, Instant now) {
    RunRecord.State state =
        failure.exitCode() == ExitCode.STOPPED ? RunRecord.State.STOPPED : RunRecord.State.FAILED;
    return run.failed(
        state, now, failure.exitCode().code(), failure.message() + ". " + failure.remedy());
  }

  /** Returns the time of data that the same run's row gets if it succeeds later; null if that is not known yet. */
  private @Nullable Instant asOf(Optional<Manifest> manifest) {
    return manifest.map(m -> AnalyzeStage.asOf(settings, m.scanStartedAt())).orElse(null);
  }

  private RunRecord record(@Nullable Manifest manifest, @Nullable Figures figures) {
    return new RunRecord(
        entry.runId(),
        entry.number(),
        RunRecord.State.RUNNING,
        entry.command(),
        entry.date(),
        entry.days().from(),
        entry.startedAt(),
        null,
        null,
        null,
        manifest == null ? Map.of() : counts(manifest),
        manifest == null ? null : (Double) manifest.consumedReadUnits(),
        manifest == null ? null : manifest.requests(),
        figures == null ? null : (Long) figures.undated(),
        figures == null ? null : (Long) figures.unmodelled(),
        entry.configHash(),
        List.of(),
        manifest == null ? Origin.NONE : origin(settings, manifest),
        figures == null ? null : figures.dated(),
        figures == null ? null : figures.others());
  }

  /**
   * Returns the origin of the table of events, or else of the first table. Of a table that is read from exports it is
   * the same for all of them.
   */
  static Origin origin(Settings settings, Manifest manifest) {
    Optional<Manifest.TableEntry> source = manifest.tables().values().stream()
        .filter(table -> table.role() == Role.SOURCE)
        .findFirst()
        .or(() -> manifest.tables().values().stream().findFirst());
    String configuration = settings.source().export() == null
        ? manifest.configHash()
        : Fingerprint.snapshot(settings).ofAnyExport().hash();
    return new Origin(source.map(Manifest.TableEntry::arn).orElse(""), configuration);
  }

  private static Map<String, ItemCounts> counts(Manifest manifest) {
    return manifest.tables().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, table -> table.getValue().items()));
  }
}
