package dev.sluice.job;

import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The time that a run gets its logical day from, and that decides which items are expired: DynamoDB's. With the day of a host
 * that is days ahead it would keep the board for as long.
 */
record RunClock(Settings settings, InstantSource host) {
  /** Short, since opening the table waits for the service anyway, and reports where it fails. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(5));

  /** Returns the time by DynamoDB's clock; by the host's where DynamoDB cannot be asked. */
  Instant now() {
    @Nullable String events = settings.source().table();
    @Nullable String table = events == null ? settings.experiments().table() : events;
    if (table == null) {
      return host.instant();
    }
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws(), BRIEFLY)) {
      return new Tables(client).now(table, host);
    } catch (SluiceException e) {
      return host.instant();
    }
  }
}
