package dev.sluice.write;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.RetryLog;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes a batch until the table has all its items. Sends unprocessed items again after a pause. */
record BatchCall(DynamoDbClient client, String table, ItemKeys keys, RetryPolicy policy) {
  private static final String INVALID = "ValidationException";

  /**
   * Writes items.
   *
   * @return write units consumed, including those of indexes
   * @throws ResourceUnavailableException if the table accepts no item for as long as the policy allows
   * @throws UnwritableItemException if DynamoDB refuses an item as invalid
   */
  double send(Collection<Map<String, AttributeValue>> items) {
    try {
      return persist(items.stream().map(BatchCall::put).toList());
    } catch (DynamoDbException e) {
      if (!isInvalid(e)) {
        throw AwsFailures.translate("table " + table, e);
      }
      return oneByOne(items, e);
    } catch (SdkException e) {
      throw AwsFailures.translate("table " + table, e);
    }
  }

  /** Sends requests until the table has accepted all. Returns the write units consumed. */
  private double persist(List<WriteRequest> requests) {
    List<WriteRequest> left = requests;
    double units = 0;
    int retries = 0;
    long progress = System.nanoTime();
    while (true) {
      int before = left.size();
      try {
        BatchWriteItemResponse reply = write(left);
        // there is only one table, whether DynamoDB names it by name or by ARN
        left = reply.unprocessedItems().values().stream().flatMap(List::stream).toList();
        units += reply.consumedCapacity().stream()
            .mapToDouble(ConsumedCapacity::capacityUnits)
            .sum();
      } catch (DynamoDbException e) {
        if (!e.isThrottlingException()) {
          throw e;
        }
      }
      if (left.isEmpty()) {
        return units;
      }
      if (left.size() < before) {
        retries = 0;
        progress = System.nanoTime();
      } else if (policy.isSpent(progress)) {
        throw exhausted(left.size());
      }
      Duration pause = policy.delay(++retries);
      RetryLog.warn(
          "table " + table, progress, pause, policy.limit(), left.size() + " items are not taken");
      policy.pause(pause);
    }
  }

  private BatchWriteItemResponse write(List<WriteRequest> requests) {
    return client.batchWriteItem(batch -> batch
        .requestItems(Map.of(table, requests))
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
  }

  /** Writes items one by one: DynamoDB refuses a batch as a whole, and does not say which item is invalid. */
  private double oneByOne(
      Collection<Map<String, AttributeValue>> items, DynamoDbException refusal) {
    double units = 0;
    for (Map<String, AttributeValue> item : items) {
      try {
        units += persist(List.of(put(item)));
      } catch (DynamoDbException e) {
        if (isInvalid(e)) {
          throw new UnwritableItemException(
              keys.describe(item) + " is refused by table " + table + ": "
                  + e.awsErrorDetails().errorMessage(),
              "Correct or leave out this item; those before it are written.",
              refusal);
        }
        throw AwsFailures.translate("table " + table, e);
      }
    }
    return units;
  }

  private static boolean isInvalid(DynamoDbException failure) {
    return failure.awsErrorDetails() != null
        && INVALID.equals(failure.awsErrorDetails().errorCode());
  }

  private ResourceUnavailableException exhausted(int items) {
    return new ResourceUnavailableException(
        "table " + table + " in DynamoDB has taken none of " + items + " items for "
            + policy.limit().toSeconds() + " s",
        "Give the table more write capacity, or lower max-write-units, and write again.");
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }
}
