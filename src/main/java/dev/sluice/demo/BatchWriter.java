package dev.sluice.demo;

import dev.sluice.failure.Unusable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts items by BatchWriteItem; what comes back unprocessed is sent again after a growing, jittered pause. */
final class BatchWriter {
  /** What one BatchWriteItem takes. */
  static final int BATCH = 25;

  private static final int ATTEMPTS = 12;
  private static final long FIRST_PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final DynamoDbClient client;
  private final String table;

  BatchWriter(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Puts at most {@link #BATCH} items, no two with the same key; returns when the table has them all. */
  void put(List<Map<String, AttributeValue>> items) {
    List<WriteRequest> left = items.stream().map(BatchWriter::put).toList();
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new Unusable(
            left.size() + " items of table " + table + " stayed unprocessed after " + ATTEMPTS
                + " attempts",
            "Give the table more write capacity, or try again later.");
      }
      pause(attempt);
      left = write(left);
    }
  }

  private List<WriteRequest> write(List<WriteRequest> requests) {
    return client
        .batchWriteItem(batch -> batch.requestItems(Map.of(table, requests)))
        .unprocessedItems()
        .getOrDefault(table, List.of());
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(put -> put.item(item)).build();
  }

  /** None before the first attempt; then between nothing and a bound that doubles ("full jitter"). */
  private static void pause(int attempt) {
    if (attempt == 0) {
      return;
    }
    long bound = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (attempt - 1));
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(bound + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing items", e);
    }
  }
}
