package dev.sluice.job;

import dev.sluice.dataset.run.Manifest;
import dev.sluice.failure.ExitCode;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.Publisher;
import dev.sluice.summary.RunRecord;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A run that did not come to its end: leaves its RUN row, so that who reads the summary table sees that, and why.
 *
 * @param manifest as far as it got
 */
record FailedRun(Settings settings, Journal.Entry entry, Optional<Manifest> manifest) {
  /** The run has failed already; nobody shall wait long for that. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(5));

  /** Does nothing where there is no summary table. */
  void remember(Failure failure, Instant now) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws(), BRIEFLY)) {
      if (new SummaryTable(client, settings.summary().table()).isThere()) {
        new Publisher(client, settings.summary()).record(record(failure, now), asOf());
      }
    }
  }

  private RunRecord record(Failure failure, Instant now) {
    RunRecord.State state =
        failure.exitCode() == ExitCode.STOPPED ? RunRecord.State.STOPPED : RunRecord.State.FAILED;
    return RunRecords.of(entry, manifest.orElse(null))
        .failed(state, now, failure.exitCode().code(), failure.message() + ". " + failure.remedy());
  }

  /** That of the row that the same run leaves once it comes to its end; null where that is not known yet. */
  private @Nullable Instant asOf() {
    return manifest.map(m -> AnalyzeStage.asOf(settings, m.scanStartedAt())).orElse(null);
  }
}
