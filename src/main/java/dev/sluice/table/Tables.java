package dev.sluice.table;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** Describes tables. */
public final class Tables {
  private final DynamoDbClient client;

  public Tables(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * Describes a table and its TTL. Two calls, no read units.
   *
   * @param table name or ARN
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is missing, denied or unreachable
   */
  public TableDescription describe(String table) {
    return describe(table, null);
  }

  /**
   * Describes a table; if its TTL attribute is given, DynamoDB is not asked for it.
   *
   * @param ttlAttribute null: as DynamoDB reports it
   */
  public TableDescription describe(String table, @Nullable String ttlAttribute) {
    return AwsFailures.translated("table " + table, () -> described(table, ttlAttribute));
  }

  /**
   * Returns the id of the table's incarnation. One call, no read units.
   *
   * @param table name or ARN
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is missing, denied or unreachable
   */
  public String incarnation(String table) {
    return AwsFailures.translated("table " + table, () -> new DescribedTable(
            client.describeTable(r -> r.tableName(table)).table())
        .incarnation());
  }

  /**
   * Returns whether the table can be restored, and so exported, to a point in time. One call, no read units; if the
   * call is denied, or not supported, as by an emulator, the result is unknown with a reason.
   *
   * @param table name or ARN
   */
  public Recovery recovery(String table) {
    try {
      PointInTimeRecoveryDescription recovery = pointInTime(table);
      return recovery == null
          ? Recovery.unknown("DescribeContinuousBackups does not say")
          : Recovery.of(recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED);
    } catch (AwsServiceException e) {
      return Recovery.unknown(
          AwsFailures.isDenied(e)
              ? "dynamodb:DescribeContinuousBackups is denied"
              : "DescribeContinuousBackups is not answered here");
    }
  }

  /**
   * Returns the times to which the table can be restored, and from which on its changes can be exported. One call, no read
   * units.
   *
   * @param table name or ARN
   * @return empty if the call is denied, or does not say
   */
  public Optional<RecoveryWindow> recoveryWindow(String table) {
    try {
      PointInTimeRecoveryDescription recovery = pointInTime(table);
      return recovery == null
              || recovery.earliestRestorableDateTime() == null
              || recovery.latestRestorableDateTime() == null
          ? Optional.empty()
          : Optional.of(new RecoveryWindow(
              recovery.earliestRestorableDateTime(), recovery.latestRestorableDateTime()));
    } catch (AwsServiceException e) {
      return Optional.empty();
    }
  }

  /** Returns what is known of recovery to a point in time; null if nothing is. */
  private @Nullable PointInTimeRecoveryDescription pointInTime(String table) {
    ContinuousBackupsDescription backups =
        client.describeContinuousBackups(r -> r.tableName(table)).continuousBackupsDescription();
    return backups == null ? null : backups.pointInTimeRecoveryDescription();
  }

  /**
   * Returns the time by DynamoDB's clock. One call, no read units.
   *
   * @param table name or ARN of a table that may be described
   * @param host the clock that is used if it is less than minutes off: DynamoDB's answers have whole seconds only
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is missing, denied or unreachable
   */
  public Instant now(String table, InstantSource host) {
    return AwsFailures.translated("table " + table, () -> ServiceClock.beside(host)
        .now(client.describeTable(r -> r.tableName(table)).sdkHttpResponse()));
  }

  /**
   * Describes the table's Stream. One call, no read units.
   *
   * @param table name or ARN
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is missing, denied or unreachable
   */
  public TableStream stream(String table) {
    return AwsFailures.translated("table " + table, () -> {
      DescribeTableResponse answer = client.describeTable(r -> r.tableName(table));
      StreamSpecification stream = answer.table().streamSpecification();
      boolean isOn = stream != null && Boolean.TRUE.equals(stream.streamEnabled());
      return new TableStream(
          answer.table().tableName(),
          Objects.requireNonNullElse(answer.table().latestStreamArn(), ""),
          isOn,
          isOn ? stream.streamViewTypeAsString() : "",
          ServiceClock.beside(InstantSource.system()).at(answer.sdkHttpResponse()));
    });
  }

  private TableDescription described(String table, @Nullable String ttlAttribute) {
    DescribeTableResponse answer = client.describeTable(r -> r.tableName(table));
    return new DescribedTable(answer.table())
        .description(
            ttlAttribute == null ? timeToLive(table) : TableDescription.TimeToLive.of(ttlAttribute),
            ServiceClock.beside(InstantSource.system()).at(answer.sdkHttpResponse()));
  }

  /** Reads the TTL; a role may scan a table and still be denied its TTL. */
  private TableDescription.TimeToLive timeToLive(String table) {
    try {
      var ttl = client.describeTimeToLive(r -> r.tableName(table)).timeToLiveDescription();
      boolean enabled = ttl != null && "ENABLED".equals(ttl.timeToLiveStatusAsString());
      return TableDescription.TimeToLive.of(enabled ? ttl.attributeName() : null);
    } catch (DynamoDbException e) {
      if (AwsFailures.isDenied(e)) {
        return TableDescription.TimeToLive.DENIED;
      }
      throw e;
    }
  }
}
