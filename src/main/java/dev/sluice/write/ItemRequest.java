package dev.sluice.write;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The request that changes one item: PutItem, UpdateItem or DeleteItem. If the condition refuses it, DynamoDB returns the
 * stored item, at no cost.
 *
 * @param key names of the key's attributes
 * @param condition null: none
 */
record ItemRequest(
    String table,
    WriteOperation operation,
    Set<String> key,
    @Nullable Condition condition) {
  /** Sends the request once. Returns the capacity consumed. */
  ConsumedCapacity send(
      DynamoDbClient client, ItemChange change, AwsRequestOverrideConfiguration configuration) {
    return switch (operation) {
      case PUT -> put(client, change, configuration);
      case UPDATE -> update(client, change, configuration);
      case DELETE -> delete(client, change, configuration);
    };
  }

  /** Returns the update expression of a change. */
  UpdateExpression updateOf(ItemChange change) {
    return UpdateExpression.of(change.without(key), change.removed());
  }

  private ConsumedCapacity put(
      DynamoDbClient client, ItemChange change, AwsRequestOverrideConfiguration configuration) {
    return client
        .putItem(put -> put.tableName(table)
            .item(change.item())
            .conditionExpression(conditionText())
            .expressionAttributeNames(orNull(names()))
            .expressionAttributeValues(orNull(values(change)))
            .returnValuesOnConditionCheckFailure(returned())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .overrideConfiguration(configuration))
        .consumedCapacity();
  }

  private ConsumedCapacity update(
      DynamoDbClient client, ItemChange change, AwsRequestOverrideConfiguration configuration) {
    UpdateExpression update = updateOf(change);
    Map<String, String> names = names();
    names.putAll(update.names());
    Map<String, AttributeValue> values = values(change);
    values.putAll(update.values());
    return client
        .updateItem(item -> item.tableName(table)
            .key(change.key(key))
            .updateExpression(update.text().isEmpty() ? null : update.text())
            .conditionExpression(conditionText())
            .expressionAttributeNames(orNull(names))
            .expressionAttributeValues(orNull(values))
            .returnValuesOnConditionCheckFailure(returned())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .overrideConfiguration(configuration))
        .consumedCapacity();
  }

  private ConsumedCapacity delete(
      DynamoDbClient client, ItemChange change, AwsRequestOverrideConfiguration configuration) {
    return client
        .deleteItem(delete -> delete
            .tableName(table)
            .key(change.key(key))
            .conditionExpression(conditionText())
            .expressionAttributeNames(orNull(names()))
            .expressionAttributeValues(orNull(values(change)))
            .returnValuesOnConditionCheckFailure(returned())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .overrideConfiguration(configuration))
        .consumedCapacity();
  }

  private @Nullable String conditionText() {
    return condition == null ? null : condition.text();
  }

  private Map<String, String> names() {
    return condition == null ? new HashMap<>() : new HashMap<>(condition.names());
  }

  private Map<String, AttributeValue> values(ItemChange change) {
    return condition == null ? new HashMap<>() : condition.values(change.row());
  }

  private @Nullable ReturnValuesOnConditionCheckFailure returned() {
    return condition == null ? null : ReturnValuesOnConditionCheckFailure.ALL_OLD;
  }

  /** DynamoDB refuses empty maps. */
  private static <T> @Nullable Map<String, T> orNull(Map<String, T> map) {
    return map.isEmpty() ? null : map;
  }
}
