package dev.sluice.job;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportIdentity;
import dev.sluice.export.ExportLocation;
import dev.sluice.export.RequestedExport;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.Clients;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table to be exported → its export, requested by the first start of a run, and awaited by every start. */
final class RequestedExportStage {
  private final Console console;
  private final Settings settings;
  private final Lease lease;
  private final Begun begun;

  RequestedExportStage(Console console, Settings settings, Lease lease, Begun begun) {
    this.console = console;
    this.settings = settings;
    this.lease = lease;
    this.begun = begun;
  }

  /**
   * Returns the export.
   *
   * @throws dev.sluice.export.DeniedRequestException if the role may not request it
   * @throws dev.sluice.failure.ResourceUnavailableException if there is none
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  ExportLocation export(ReadSettings read) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return new RequestedExport(
              client,
              read.describe(),
              destination(),
              new ExportIdentity(lease.runId(), begun.firstStarted()))
          .await(new ExportPatience(console, lease, read.capacity().deadline()));
    }
  }

  private ExportDestination destination() {
    ExportDestination destination = settings.source().destination();
    if (destination == null) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "sluice.source.export.bucket",
          "",
          "is missing, and run " + lease.runId() + " has chosen to request an export",
          "Set it as when the run began, or give another --run-id.")));
    }
    return destination;
  }
}
