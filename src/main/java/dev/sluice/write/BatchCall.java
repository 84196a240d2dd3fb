package dev.sluice.write;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.RetryLog;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
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

/**
 * Sends a batch until the table has all its items. Sends unprocessed items again after a pause.
 *
 * @param operation {@link WriteOperation#PUT} or {@link WriteOperation#DELETE}
 */
record BatchCall(
    DynamoDbClient client,
    String table,
    ItemKeys keys,
    WriteOperation operation,
    RetryPolicy policy) {
  /**
   * Puts or deletes items.
   *
   * @param items to delete items: their keys
   * @throws ResourceUnavailableException if the table accepts no item for as long as the policy allows
   * @throws UnwritableItemException if DynamoDB refuses an item as invalid
   */
  WriteStats send(List<Map<String, AttributeValue>> items) {
    WriteAttempts attempts = new WriteAttempts();
    double units = send(items, attempts);
    return WriteStats.written(items.size(), units, attempts.retried());
  }

  private double send(List<Map<String, AttributeValue>> items, WriteAttempts attempts) {
    try {
      return persist(items.stream().map(this::request).toList(), attempts);
    } catch (DynamoDbException e) {
      if (!WriteFailures.isInvalid(e)) {
        throw AwsFailures.translate(failures().subject(), e);
      }
      return oneByOne(items);
    } catch (SdkException e) {
      throw AwsFailures.translate(failures().subject(), e);
    }
  }

  /** Sends requests until the table has accepted all. Returns the write units consumed. */
  private double persist(List<WriteRequest> requests, WriteAttempts attempts) {
    List<WriteRequest> left = requests;
    double units = 0;
    int retries = 0;
    long progress = System.nanoTime();
    while (true) {
      int before = left.size();
      try {
        BatchWriteItemResponse reply = write(left, attempts);
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
        throw failures().exhausted(left.size(), policy);
      }
      Duration pause = policy.delay(++retries);
      RetryLog.warn(
          failures().subject(),
          progress,
          pause,
          policy.limit(),
          left.size() + " items are not taken");
      policy.pause(pause);
    }
  }

  private BatchWriteItemResponse write(List<WriteRequest> requests, WriteAttempts attempts) {
    try {
      return client.batchWriteItem(batch -> batch
          .requestItems(Map.of(table, requests))
          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
          .overrideConfiguration(attempts.counted()));
    } finally {
      attempts.called();
    }
  }

  /** Writes items one by one: DynamoDB refuses a batch as a whole, and does not say which item is invalid. */
  private double oneByOne(List<Map<String, AttributeValue>> items) {
    double units = 0;
    for (Map<String, AttributeValue> item : items) {
      try {
        units += persist(List.of(request(item)), new WriteAttempts());
      } catch (DynamoDbException e) {
        throw WriteFailures.isInvalid(e)
            ? failures().refused(item, e)
            : AwsFailures.translate(failures().subject(), e);
      }
    }
    return units;
  }

  private WriteFailures failures() {
    return new WriteFailures(table, keys);
  }

  private WriteRequest request(Map<String, AttributeValue> item) {
    return operation == WriteOperation.DELETE
        ? WriteRequest.builder().deleteRequest(delete -> delete.key(item)).build()
        : WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }
}
