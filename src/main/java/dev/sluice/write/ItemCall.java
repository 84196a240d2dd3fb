package dev.sluice.write;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.RetryLog;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Changes one item by a request of its own, until DynamoDB accepts it or the condition refuses it.
 *
 * <p>A request whose answer was lost is sent again, and then its condition may refuse what it has written itself. So an
 * item that is already as the row wants it counts as unchanged, not as refused, whoever wrote it.
 */
record ItemCall(DynamoDbClient client, ItemRequest request, ItemKeys keys, RetryPolicy policy) {
  /**
   * Changes an item.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the table is busy for as long as the policy allows
   * @throws dev.sluice.failure.UnwritableItemException if DynamoDB refuses the item as invalid
   * @throws InvalidConfigurationException if DynamoDB refuses the condition as invalid
   */
  WriteStats send(ItemChange change) {
    WriteAttempts attempts = new WriteAttempts();
    try {
      ConsumedCapacity consumed = persist(change, attempts);
      return WriteStats.written(1, consumed.capacityUnits(), attempts.retried());
    } catch (ConditionalCheckFailedException e) {
      return refused(change, e, attempts);
    } catch (DynamoDbException e) {
      throw failure(change, e);
    } catch (SdkException e) {
      throw AwsFailures.translate(failures().subject(), e);
    }
  }

  private ConsumedCapacity persist(ItemChange change, WriteAttempts attempts) {
    long begin = System.nanoTime();
    for (int retry = 1; ; retry++) {
      try {
        return once(change, attempts);
      } catch (DynamoDbException e) {
        if (!WriteFailures.isPassing(e)) {
          throw e;
        }
        if (policy.isSpent(begin)) {
          throw failures().exhausted(1, policy);
        }
        Duration pause = policy.delay(retry);
        RetryLog.warn(failures().subject(), begin, pause, policy.limit(), WriteFailures.said(e));
        policy.pause(pause);
      }
    }
  }

  private ConsumedCapacity once(ItemChange change, WriteAttempts attempts) {
    try {
      return request.send(client, change, attempts.counted());
    } finally {
      attempts.called();
    }
  }

  private WriteStats refused(
      ItemChange change, ConditionalCheckFailedException refusal, WriteAttempts attempts) {
    Map<String, AttributeValue> stored = refusal.hasItem() ? refusal.item() : Map.of();
    // DynamoDB does not report what a refused request costs: a write of the larger of the two items
    double units = Math.max(
        UnitEstimate.units(ItemSize.bytes(stored)),
        UnitEstimate.units(ItemSize.bytes(change.item())));
    return isDone(change, stored)
        ? WriteStats.unchanged(units, attempts.retried())
        : WriteStats.refused(keys.describe(change.item()), units, attempts.retried());
  }

  /**
   * Returns whether the change would change nothing.
   *
   * @param stored empty: there is no item
   */
  private boolean isDone(ItemChange change, Map<String, AttributeValue> stored) {
    return switch (request.operation()) {
      case PUT -> SameValues.same(stored, change.item());
      case UPDATE ->
        SameValues.includes(stored, change.item())
            && Collections.disjoint(stored.keySet(), change.removed());
      case DELETE -> stored.isEmpty();
    };
  }

  private RuntimeException failure(ItemChange change, DynamoDbException refusal) {
    if (!WriteFailures.isInvalid(refusal)) {
      return AwsFailures.translate(failures().subject(), refusal);
    }
    return request.condition() != null
            && WriteFailures.said(refusal).contains("ConditionExpression")
        ? invalidCondition(request.condition(), change, refusal)
        : failures().refused(change.item(), refusal);
  }

  private InvalidConfigurationException invalidCondition(
      Condition condition, ItemChange change, DynamoDbException refusal) {
    return new InvalidConfigurationException(List.of(new ConfigError(
        "condition",
        condition.source(),
        "is refused by DynamoDB for " + keys.describe(change.item()) + ": "
            + Objects.requireNonNull(WriteFailures.said(refusal)),
        "Correct it: it is a DynamoDB condition expression, in which :name is the row's column.")));
  }

  private WriteFailures failures() {
    return new WriteFailures(request.table(), keys);
  }
}
