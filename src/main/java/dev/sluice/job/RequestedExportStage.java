package dev.sluice.job;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.export.DeniedRequestException;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportIdentity;
import dev.sluice.export.ExportLocation;
import dev.sluice.export.ExportSpan;
import dev.sluice.export.RequestedExport;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.Clients;
import dev.sluice.table.RecoveryWindow;
import dev.sluice.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table to be exported → its export, requested by the first start of a run, and awaited by every start. */
final class RequestedExportStage implements ChangeExports {
  /** DynamoDB refuses times of the last five minutes. */
  private static final Duration DELAY = Duration.ofMinutes(6);

  private static final Logger LOG = LoggerFactory.getLogger(RequestedExportStage.class);

  private final Console console;
  private final Settings settings;
  private final Lease lease;
  private final Begun begun;
  private final Map<String, Instant> latest = new ConcurrentHashMap<>();

  RequestedExportStage(Console console, Settings settings, Lease lease, Begun begun) {
    this.console = console;
    this.settings = settings;
    this.lease = lease;
    this.begun = begun;
  }

  /**
   * Returns the full export.
   *
   * @throws dev.sluice.export.DeniedRequestException if the role may not request it
   * @throws dev.sluice.failure.ResourceUnavailableException if there is none
   * @throws dev.sluice.failure.BudgetExhaustedException if it is not finished at the deadline
   */
  ExportLocation export(ReadSettings read) {
    return export(read, null);
  }

  private ExportLocation export(ReadSettings read, @Nullable ExportSpan span) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return requested(client, read, span).await(patience(read));
    }
  }

  private RequestedExport requested(
      DynamoDbClient client, ReadSettings read, @Nullable ExportSpan span) {
    return new RequestedExport(
        client,
        read.describe(),
        destination(),
        new ExportIdentity(lease.runId(), begun.firstStarted()),
        span);
  }

  private ExportPatience patience(ReadSettings read) {
    return new ExportPatience(console, lease, read.capacity().deadline());
  }

  @Override
  public boolean begin(ReadSettings table, Instant from, Instant until) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      requested(client, table, new ExportSpan(from, until)).begin(patience(table));
      return true;
    } catch (DeniedRequestException e) {
      LOG.warn("Table {}: {}", table.table(), e.inOneLine());
      return false;
    }
  }

  @Override
  public Optional<ReadSettings> all(ReadSettings table) {
    try {
      return Optional.of(table.from(export(table)));
    } catch (DeniedRequestException e) {
      LOG.warn("Table {}: {}", table.table(), e.inOneLine());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Instant> earliest(ReadSettings table) {
    return recovery(table).map(RecoveryWindow::earliest);
  }

  @Override
  public Instant latest(ReadSettings table) {
    return latest.computeIfAbsent(table.table(), name -> latestOf(table));
  }

  private Instant latestOf(ReadSettings table) {
    return recovery(table)
        .map(RecoveryWindow::latest)
        .orElseGet(() -> table.describe().describedAt().minus(DELAY))
        .truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public ReadSettings changes(ReadSettings table, Instant from, Instant until) {
    recovery(table)
        .map(RecoveryWindow::earliest)
        // which is later than the time from which exports are made, by less than a second
        .filter(earliest -> earliest.truncatedTo(ChronoUnit.SECONDS).isAfter(from))
        .ifPresent(earliest -> {
          throw new ResourceUnavailableException(
              "table " + table.table() + ": the Iceberg table is at " + from
                  + ", and point-in-time recovery reaches back to " + earliest
                  + " only: the changes between are lost",
              "Load the table anew with --reload.");
        });
    ExportSpan span = new ExportSpan(from, until);
    console.note(
        "Table " + table.table() + ": the changes from " + span + " are exported and applied …");
    return table.from(export(table, span));
  }

  private Optional<RecoveryWindow> recovery(ReadSettings table) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return new Tables(client).recoveryWindow(table.table());
    }
  }

  @Override
  public void left(ReadSettings table, Instant from, Instant until) {
    console.note("Table " + table.table() + ": the changes from " + new ExportSpan(from, until)
        + " are left for the next run: DynamoDB exports no less than 15 minutes.");
  }

  @Override
  public void scanned(ReadSettings table, String why) {
    console.note("Table " + table.table() + " is scanned: " + why + ".");
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
