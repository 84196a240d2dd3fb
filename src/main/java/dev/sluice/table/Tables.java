package dev.sluice.table;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
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
    return AwsFailures.translated(
        "table " + table,
        () -> incarnation(client.describeTable(r -> r.tableName(table)).table()));
  }

  /**
   * Returns whether the table can be restored, and so exported, to a point in time. One call, no read units; if the
   * call is denied, or not supported, as by an emulator, the result is unknown with a reason.
   *
   * @param table name or ARN
   */
  public Recovery recovery(String table) {
    try {
      var response = client.describeContinuousBackups(r -> r.tableName(table));
      var backups = response.continuousBackupsDescription();
      var recovery = backups == null ? null : backups.pointInTimeRecoveryDescription();
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
      var backups =
          client.describeContinuousBackups(r -> r.tableName(table)).continuousBackupsDescription();
      var recovery = backups == null ? null : backups.pointInTimeRecoveryDescription();
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
      boolean isOn = stream != null && orElse(stream.streamEnabled(), false);
      return new TableStream(
          answer.table().tableName(),
          orElse(answer.table().latestStreamArn(), ""),
          isOn,
          isOn ? stream.streamViewTypeAsString() : "",
          ServiceClock.beside(InstantSource.system()).at(answer.sdkHttpResponse()));
    });
  }

  private TableDescription described(String table, @Nullable String ttlAttribute) {
    DescribeTableResponse answer = client.describeTable(r -> r.tableName(table));
    var found = answer.table();
    Map<String, String> types = found.attributeDefinitions().stream()
        .collect(Collectors.toMap(
            AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
    return new TableDescription(
        found.tableName(),
        orElse(found.tableArn(), ""),
        incarnation(found),
        keys(found.keySchema(), types),
        orElse(found.itemCount(), 0L),
        orElse(found.tableSizeBytes(), 0L),
        capacity(found),
        indexes(found, types),
        ttlAttribute == null ? timeToLive(table) : TableDescription.TimeToLive.of(ttlAttribute),
        ServiceClock.beside(InstantSource.system()).at(answer.sdkHttpResponse()));
  }

  /** Returns the table's id, or its creation time: DynamoDB Local has no ids. */
  private static String incarnation(
      software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
    Instant created = found.creationDateTime();
    return orElse(found.tableId(), created == null ? "" : created.toString());
  }

  private static List<TableDescription.Key> keys(
      List<KeySchemaElement> schema, Map<String, String> types) {
    return schema.stream()
        .map(k ->
            new TableDescription.Key(k.attributeName(), types.getOrDefault(k.attributeName(), "S")))
        .toList();
  }

  private static TableDescription.ReadCapacity capacity(
      software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
    return capacity(
        found.provisionedThroughput(),
        found.onDemandThroughput(),
        found.warmThroughput() == null ? null : found.warmThroughput().readUnitsPerSecond());
  }

  private static TableDescription.ReadCapacity capacity(GlobalSecondaryIndexDescription found) {
    return capacity(
        found.provisionedThroughput(),
        found.onDemandThroughput(),
        found.warmThroughput() == null ? null : found.warmThroughput().readUnitsPerSecond());
  }

  private static TableDescription.ReadCapacity capacity(
      @Nullable ProvisionedThroughputDescription provisioned,
      @Nullable OnDemandThroughput onDemand,
      @Nullable Long warm) {
    return new TableDescription.ReadCapacity(
        positive(provisioned == null ? null : provisioned.readCapacityUnits()),
        positive(onDemand == null ? null : onDemand.maxReadRequestUnits()),
        positive(warm));
  }

  private static List<TableDescription.Index> indexes(
      software.amazon.awssdk.services.dynamodb.model.TableDescription found,
      Map<String, String> types) {
    var global = found.globalSecondaryIndexes().stream()
        .map(i -> new TableDescription.Index(
            i.indexName(),
            true,
            i.indexStatus() == IndexStatus.ACTIVE && !orElse(i.backfilling(), false),
            keySchema(i.keySchema(), types),
            orElse(i.itemCount(), 0L),
            orElse(i.indexSizeBytes(), 0L),
            projection(i.projection()),
            included(i.projection()),
            capacity(i)));
    var local = found.localSecondaryIndexes().stream()
        .map(i -> new TableDescription.Index(
            i.indexName(),
            false,
            true,
            keySchema(i.keySchema(), types),
            orElse(i.itemCount(), 0L),
            orElse(i.indexSizeBytes(), 0L),
            projection(i.projection()),
            included(i.projection()),
            null));
    return Stream.concat(global, local).toList();
  }

  private static TableDescription.KeySchema keySchema(
      List<KeySchemaElement> schema, Map<String, String> types) {
    Map<Boolean, List<KeySchemaElement>> byPartition =
        schema.stream().collect(Collectors.partitioningBy(k -> k.keyType() == KeyType.HASH));
    return new TableDescription.KeySchema(
        keys(byPartition.getOrDefault(true, List.of()), types),
        keys(byPartition.getOrDefault(false, List.of()), types));
  }

  private static String projection(@Nullable Projection projection) {
    return projection == null ? "ALL" : orElse(projection.projectionTypeAsString(), "ALL");
  }

  private static List<String> included(@Nullable Projection projection) {
    return projection == null ? List.of() : projection.nonKeyAttributes();
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

  /** Returns the units; null for 0 and −1, which mean "none". */
  private static @Nullable Long positive(@Nullable Long units) {
    return units == null || units <= 0 ? null : units;
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
