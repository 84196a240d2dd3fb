package dev.sluice.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;

/** DynamoDB's description of a table, translated. */
final class DescribedTable {
  private final software.amazon.awssdk.services.dynamodb.model.TableDescription found;
  private final Map<String, String> types;

  DescribedTable(software.amazon.awssdk.services.dynamodb.model.TableDescription found) {
    this.found = found;
    this.types = found.attributeDefinitions().stream()
        .collect(Collectors.toMap(
            AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
  }

  /**
   * Returns the description.
   *
   * @param at when the table was described, by DynamoDB's clock
   */
  TableDescription description(TableDescription.TimeToLive timeToLive, Instant at) {
    return new TableDescription(
        found.tableName(),
        orElse(found.tableArn(), ""),
        incarnation(),
        keys(found.keySchema()),
        orElse(found.itemCount(), 0L),
        orElse(found.tableSizeBytes(), 0L),
        capacity(),
        indexes(),
        timeToLive,
        at);
  }

  /** Returns the table's id, or its creation time: DynamoDB Local has no ids. */
  String incarnation() {
    Instant created = found.creationDateTime();
    return orElse(found.tableId(), created == null ? "" : created.toString());
  }

  private List<TableDescription.Key> keys(List<KeySchemaElement> schema) {
    return schema.stream()
        .map(k ->
            new TableDescription.Key(k.attributeName(), types.getOrDefault(k.attributeName(), "S")))
        .toList();
  }

  private TableDescription.ReadCapacity capacity() {
    return capacity(
        found.provisionedThroughput(),
        found.onDemandThroughput(),
        found.warmThroughput() == null ? null : found.warmThroughput().readUnitsPerSecond());
  }

  private static TableDescription.ReadCapacity capacity(GlobalSecondaryIndexDescription index) {
    return capacity(
        index.provisionedThroughput(),
        index.onDemandThroughput(),
        index.warmThroughput() == null ? null : index.warmThroughput().readUnitsPerSecond());
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

  private List<TableDescription.Index> indexes() {
    var global = found.globalSecondaryIndexes().stream()
        .map(i -> new TableDescription.Index(
            i.indexName(),
            true,
            i.indexStatus() == IndexStatus.ACTIVE && !orElse(i.backfilling(), false),
            keySchema(i.keySchema()),
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
            keySchema(i.keySchema()),
            orElse(i.itemCount(), 0L),
            orElse(i.indexSizeBytes(), 0L),
            projection(i.projection()),
            included(i.projection()),
            null));
    return Stream.concat(global, local).toList();
  }

  private TableDescription.KeySchema keySchema(List<KeySchemaElement> schema) {
    Map<Boolean, List<KeySchemaElement>> byPartition =
        schema.stream().collect(Collectors.partitioningBy(k -> k.keyType() == KeyType.HASH));
    return new TableDescription.KeySchema(
        keys(byPartition.getOrDefault(true, List.of())),
        keys(byPartition.getOrDefault(false, List.of())));
  }

  private static String projection(@Nullable Projection projection) {
    return projection == null ? "ALL" : orElse(projection.projectionTypeAsString(), "ALL");
  }

  private static List<String> included(@Nullable Projection projection) {
    return projection == null ? List.of() : projection.nonKeyAttributes();
  }

  /** Returns the units; null for 0 and −1, which mean "none". */
  private static @Nullable Long positive(@Nullable Long units) {
    return units == null || units <= 0 ? null : units;
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
