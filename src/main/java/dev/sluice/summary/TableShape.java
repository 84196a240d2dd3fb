package dev.sluice.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The keys and index of a summary table, and the deviations of an existing table from them. */
final class TableShape {
  /** The index that finds all models of one window. */
  static final String BY_WINDOW = "byWindow";

  private static final List<KeySchemaElement> KEYS = keys(RowNames.PK, RowNames.SK);
  private static final List<KeySchemaElement> INDEX_KEYS =
      keys(RowNames.WINDOW_KEY, RowNames.MODEL_KEY);
  private static final List<AttributeDefinition> KEY_ATTRIBUTES = Stream.of(
          RowNames.PK, RowNames.SK, RowNames.WINDOW_KEY, RowNames.MODEL_KEY)
      .map(TableShape::string)
      .toList();

  private TableShape() {}

  static CreateTableRequest request(String table) {
    return CreateTableRequest.builder()
        .tableName(table)
        .keySchema(KEYS)
        .attributeDefinitions(KEY_ATTRIBUTES)
        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
            .indexName(BY_WINDOW)
            .keySchema(INDEX_KEYS)
            .projection(p -> p.projectionType(ProjectionType.ALL))
            .build())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .build();
  }

  /** Returns the errors in the keys and the index; empty if there are none. */
  static List<String> errors(TableDescription table) {
    List<String> errors = new ArrayList<>();
    if (!table.keySchema().equals(KEYS)) {
      errors.add("its keys are " + text(table.keySchema()) + ", not " + text(KEYS));
    }
    table.globalSecondaryIndexes().stream()
        .filter(index -> BY_WINDOW.equals(index.indexName()))
        .findFirst()
        .ifPresentOrElse(
            index -> errors.addAll(errors(index)),
            () -> errors.add("it has no index " + BY_WINDOW));
    table.attributeDefinitions().stream()
        .filter(a -> KEY_ATTRIBUTES.stream().anyMatch(k -> isOtherType(k, a)))
        .forEach(
            a -> errors.add(a.attributeName() + " is of type " + a.attributeType() + ", not S"));
    return errors;
  }

  private static List<String> errors(GlobalSecondaryIndexDescription index) {
    List<String> errors = new ArrayList<>();
    if (!index.keySchema().equals(INDEX_KEYS)) {
      errors.add("the keys of " + index.indexName() + " are " + text(index.keySchema()) + ", not "
          + text(INDEX_KEYS));
    }
    if (index.projection().projectionType() != ProjectionType.ALL) {
      errors.add(index.indexName() + " projects " + index.projection().projectionTypeAsString()
          + ", not ALL");
    }
    return errors;
  }

  private static boolean isOtherType(AttributeDefinition expected, AttributeDefinition found) {
    return expected.attributeName().equals(found.attributeName())
        && expected.attributeType() != found.attributeType();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static String text(List<KeySchemaElement> keys) {
    return String.join(
        ", ",
        keys.stream().map(k -> k.attributeName() + " " + k.keyTypeAsString()).toList());
  }
}
