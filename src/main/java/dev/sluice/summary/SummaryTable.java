package dev.sluice.summary;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AwsFailures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * The summary table itself: string keys {@code pk} and {@code sk}, the index {@code byWindow} ({@code windowKey},
 * {@code modelKey}, all attributes), time to live by {@code expiresAt}, on demand.
 */
public final class SummaryTable {
  private static final Duration MAX_WAIT = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final DynamoDbClient client;
  private final String name;

  /**
   * Creates a handle of the table with this name.
   *
   * @param client the caller closes it
   */
  public SummaryTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * Returns whether the table exists.
   *
   * @throws ResourceUnavailableException if a table of that name has other keys or another index
   */
  public boolean isThere() {
    return AwsFailures.translated(subject(), () -> {
      Optional<TableDescription> table = description();
      table.map(TableShape::errors).ifPresent(this::refuse);
      return table.isPresent();
    });
  }

  /** Returns the reason why the table of that name is no summary table; empty if it is one, or does not exist. */
  public Optional<ResourceUnavailableException> misfit() {
    return AwsFailures.translated(
        subject(), () -> description().map(TableShape::errors).flatMap(this::misfit));
  }

  /**
   * Creates the table if it is missing and waits until it can be used. An existing table stays as it is, except that a
   * disabled time to live is enabled.
   *
   * @return whether it was created
   * @throws ResourceUnavailableException if a table of that name has other keys, another index or another time to live
   */
  public boolean createIfMissing() {
    return AwsFailures.translated(subject(), () -> {
      boolean created = description().isEmpty() && create();
      refuse(TableShape.errors(active()));
      enableTimeToLive();
      return created;
    });
  }

  private Optional<TableDescription> description() {
    try {
      return Optional.of(client.describeTable(r -> r.tableName(name)).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Returns false if another process is creating the table. */
  private boolean create() {
    try {
      client.createTable(TableShape.request(name));
      return true;
    } catch (ResourceInUseException e) {
      return false;
    }
  }

  private TableDescription active() {
    Optional<TableDescription> now =
        description().filter(table -> table.tableStatus() == TableStatus.ACTIVE);
    if (now.isPresent()) {
      return now.get();
    }
    try (DynamoDbWaiter waiter = DynamoDbWaiter.builder()
        .client(client)
        .overrideConfiguration(c -> c.waitTimeout(MAX_WAIT)
            .maxAttempts(Integer.MAX_VALUE)
            .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(BETWEEN_LOOKS)))
        .build()) {
      waiter.waitUntilTableExists(r -> r.tableName(name));
    }
    return client.describeTable(r -> r.tableName(name)).table();
  }

  private void enableTimeToLive() {
    if (hasTimeToLive()) {
      return;
    }
    try {
      client.updateTimeToLive(r -> r.tableName(name)
          .timeToLiveSpecification(t -> t.attributeName(RowNames.EXPIRES_AT).enabled(true)));
    } catch (DynamoDbException e) {
      // refused if another process has just done it
      if (!hasTimeToLive()) {
        throw e;
      }
    }
  }

  private boolean hasTimeToLive() {
    TimeToLiveDescription there =
        client.describeTimeToLive(r -> r.tableName(name)).timeToLiveDescription();
    boolean on = there.timeToLiveStatus() == TimeToLiveStatus.ENABLED
        || there.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    if (on && !RowNames.EXPIRES_AT.equals(there.attributeName())) {
      refuse(List.of(
          "its time to live goes by " + there.attributeName() + ", not by " + RowNames.EXPIRES_AT));
    }
    return on;
  }

  private void refuse(List<String> errors) {
    misfit(errors).ifPresent(misfit -> {
      throw misfit;
    });
  }

  private Optional<ResourceUnavailableException> misfit(List<String> errors) {
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResourceUnavailableException(
            "table " + name + " is no summary table: " + String.join("; ", errors),
            "Name another one in sluice.summary.table; `jobs/sluice init` creates it."));
  }

  private String subject() {
    return "summary table " + name;
  }
}
