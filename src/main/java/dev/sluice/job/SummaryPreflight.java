package dev.sluice.job;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Looks at the summary table before anything is read, not after an hour of reading. */
record SummaryPreflight(AwsSettings aws, String table) {
  /** Whoever does not need the table shall not wait long for a description of it. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(2));

  static SummaryPreflight of(Settings settings) {
    return new SummaryPreflight(settings.aws(), settings.summary().table());
  }

  /**
   * Refuses a table that rows cannot be written to.
   *
   * @throws ResourceUnavailableException where it is missing, or is no summary table
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
   * Refuses a table that is there and is another. For commands that can do without the table, and whose role may not know
   * it: where it cannot be described, nothing is said.
   *
   * @throws ResourceUnavailableException where it is no summary table
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
