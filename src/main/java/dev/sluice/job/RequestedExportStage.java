package dev.sluice.job;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportIdentity;
import dev.sluice.export.ExportLocation;
import dev.sluice.export.RequestedExport;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.Clients;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table to be exported → its export, for {@code source.kind = pitr}. Once the run has a plan, the export is the one that
 * the plan names, and DynamoDB is asked for no other.
 */
final class RequestedExportStage {
  private final Console console;
  private final Settings settings;
  private final Snapshots snapshots;

  RequestedExportStage(Console console, Settings settings, Snapshots snapshots) {
    this.console = console;
    this.settings = settings;
    this.snapshots = snapshots;
  }

  /**
   * Returns the reads, that of the table of events from its export if the settings request one.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if there is no export
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  List<TableRead> exported(List<TableRead> reads, Lease lease, Begun begun) {
    boolean decided = snapshots.manifest(lease.runId()).isPresent()
        || snapshots.removedAt(lease.runId()).isPresent();
    // what is decided is not read again
    return decided
        ? reads
        : reads.stream()
            .map(read -> read.settings().kind() == AccessPath.Kind.PITR
                ? read.with(read.settings().from(export(read.settings(), lease, begun)))
                : read)
            .toList();
  }

  private ExportLocation export(ReadSettings read, Lease lease, Begun begun) {
    return planned(lease.runId()).orElseGet(() -> requested(read, lease, begun));
  }

  private Optional<ExportLocation> planned(String runId) {
    return RunPlan.find(snapshots.documents(), runId).map(plan -> {
      RunPlan.Table table = plan.tables().get(0);
      if (table.kind() != AccessPath.Kind.EXPORT) {
        throw new InvalidConfigurationException(List.of(new ConfigError(
            "--run-id",
            runId,
            "was begun with a " + table.kind() + " of table " + table.name()
                + ", not with an export",
            "Give another --run-id, or what this one began with.")));
      }
      return ExportLocation.parse(table.tableId());
    });
  }

  private ExportLocation requested(ReadSettings read, Lease lease, Begun begun) {
    ExportDestination destination = settings.source().destination();
    if (destination == null) {
      throw new IllegalStateException("source.kind = pitr without source.export.bucket");
    }
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return new RequestedExport(
              client,
              read.describe(),
              destination,
              new ExportIdentity(lease.runId(), begun.firstStarted()))
          .await(new ExportPatience(console, lease, read.capacity().deadline()));
    }
  }
}
