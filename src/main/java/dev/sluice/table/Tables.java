package dev.sluice.table;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
   * @throws dev.sluice.failure.ResourceUnavailableException where the table is missing, denied or out of reach
   */
  public TableDescription describe(String table) {
    return describe(table, null);
  }

  /**
   * Likewise; where its TTL attribute is given, DynamoDB is not asked for that.
   *
   * @param ttlAttribute null: DynamoDB tells
   */
  public TableDescription describe(String table, @Nullable String ttlAttribute) {
    return AwsFailures.translated("table " + table, () -> described(table, ttlAttribute));
  }

  /**
   * Returns the id of the table's incarnation. One call, no read units.
   *
   * @param table name or ARN
   * @throws dev.sluice.failure.ResourceUnavailableException where the table is missing, denied or out of reach
   */
  public String incarnation(String table) {
    return AwsFailures.translated(
        "table " + table,
        () -> incarnation(client.describeTable(r -> r.tableName(table)).table()));
  }

  /**
   * Asks whether the table can be restored, and so exported, to a point in time. One call, no read units; where it is
   * denied, or not understood, as by an emulator, the answer is unknown and says why.
   *
   * @param table name or ARN
   */
  public Recovery recovery(String table) {
    try {
      var told = client.describeContinuousBackups(r -> r.tableName(table));
      var backups = told.continuousBackupsDescription();
      var recovery = backups == null ? null : backups.pointInTimeRecoveryDescription();
      return recovery == null
          ? Recovery.unknown("DescribeContinuousBackups does not tell")
          : Recovery.of(recovery.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED);
    } catch (AwsServiceException e) {
      return Recovery.unknown(
          AwsFailures.isDenied(e)
              ? "dynamodb:DescribeContinuousBackups is denied"
              : "DescribeContinuousBackups is not answered here");
    }
  }

  /**
   * The time by DynamoDB's clock. One call, no read units.
   *
   * @param table name or ARN of one that may be described
   * @param host the clock that counts where it is less than minutes off: DynamoDB tells seconds only
   * @throws dev.sluice.failure.ResourceUnavailableException where the table is missing, denied or out of reach
   */
  public Instant now(String table, InstantSource host) {
    return AwsFailures.translated("table " + table, () -> ServiceClock.beside(host)
        .now(client.describeTable(r -> r.tableName(table)).sdkHttpResponse()));
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

  /** DynamoDB Local gives no table an id: there the time of its creation tells one from the next of the same name. */
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

  /** Who may scan a table may still be denied to ask for its TTL. */
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

  /** 0 and −1 stand for "none". */
  private static @Nullable Long positive(@Nullable Long units) {
    return units == null || units <= 0 ? null : units;
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
