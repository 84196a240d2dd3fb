package dev.sluice.job;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.BoardSettings;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Checks the summary table before anything is read, not after an hour of reading. */
record SummaryPreflight(AwsSettings aws, String table) {
  /** Short, for commands that do not need the table. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(2));

  static SummaryPreflight of(Settings settings) {
    return new SummaryPreflight(settings.aws(), settings.summary().table());
  }

  /** Returns those of all tables that a run publishes to: its own, and that of the board of all sources. */
  static List<SummaryPreflight> each(Settings settings) {
    BoardSettings board = settings.board();
    return board == null
        ? List.of(of(settings))
        : Stream.of(
                of(settings), new SummaryPreflight(board.aws(), board.summary().table()))
            .distinct()
            .toList();
  }

  /**
   * Refuses a table that rows cannot be written to.
   *
   * @throws ResourceUnavailableException if it is missing, or is no summary table
   */
  void mustBeThere() {
    try (DynamoDbClient client = Clients.dynamoDb(aws)) {
      if (!new SummaryTable(client, table).isThere()) {
        throw new ResourceUnavailableException(
            "summary table " + table + " does not exist",
            "Run init, which creates it, or name another in sluice.summary.table.");
      }
    }
  }

  /**
   * Refuses an existing table that is no summary table. For commands that do not need the table, and whose role may
   * lack the permission: if it cannot be described, nothing happens.
   *
   * @throws ResourceUnavailableException if it is no summary table
   */
  void mustNotBeAnother() {
    misfit().ifPresent(misfit -> {
      throw misfit;
    });
  }

  private Optional<ResourceUnavailableException> misfit() {
    try (DynamoDbClient client = Clients.dynamoDb(aws, BRIEFLY)) {
      return new SummaryTable(client, table).misfit();
    } catch (SluiceException | SdkException unknown) {
      return Optional.empty();
    }
  }
}
