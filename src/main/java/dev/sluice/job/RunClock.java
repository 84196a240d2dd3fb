package dev.sluice.job;

import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Settings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The clock that determines a run's logical day and the expired items: DynamoDB's. The clock of a host that is days
 * ahead would block the board for as many days.
 */
record RunClock(Settings settings, InstantSource host) {
  /** Short, because opening the table waits for the service anyway, and reports a failure. */
  private static final RetryPolicy BRIEFLY = RetryPolicy.lasting(Duration.ofSeconds(5));

  /** Returns the time by DynamoDB's clock; by the host's if DynamoDB does not answer. */
  Instant now() {
    return ofService().orElseGet(host::instant);
  }

  /** Returns the time by DynamoDB's clock; empty if it does not answer, or no table is configured. */
  Optional<Instant> ofService() {
    @Nullable String events = settings.source().table();
    @Nullable String table = events == null ? settings.experiments().table() : events;
    if (table == null) {
      return Optional.empty();
    }
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws(), BRIEFLY)) {
      return Optional.of(new Tables(client).now(table, host));
    } catch (SluiceException e) {
      return Optional.empty();
    }
  }
}
