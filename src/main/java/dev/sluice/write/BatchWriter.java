package dev.sluice.write;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Puts or deletes items of a table without a condition, several batches at once. Of several changes of one item the last
 * one wins. The first failure stops the writer; changes made before it stay. Not thread-safe.
 */
public final class BatchWriter implements TableWriter {
  /** The largest number of batches in flight. */
  private static final int MAX_IN_FLIGHT = 4;

  /** The units of a batch in seconds of the limit, if there is a limit. */
  private static final double BATCH_SECONDS = 0.25;

  private final BatchCall call;
  private final ItemKeys keys;
  private final WriteRateLimiter limiter;
  private final UnitEstimate estimate = new UnitEstimate();
  private final OrderedRequests requests;
  private Batch batch;

  /**
   * Creates a writer that puts items into one table.
   *
   * @param client closed by the caller
   * @param limiter the limiter of this writer alone; exceeded by no more than the batches in flight
   * @param progress receives, in the writing thread, the number of items of each batch that is written
   */
  public BatchWriter(
      DynamoDbClient client,
      String table,
      ItemKeys keys,
      WriteRateLimiter limiter,
      RetryPolicy policy,
      IntConsumer progress) {
    this(new BatchCall(client, table, keys, WriteOperation.PUT, policy), limiter, progress);
  }

  BatchWriter(BatchCall call, WriteRateLimiter limiter, IntConsumer progress) {
    this.call = call;
    this.keys = call.keys();
    this.limiter = limiter;
    this.requests = new OrderedRequests(
        MAX_IN_FLIGHT, limiter, stats -> progress.accept(Math.toIntExact(stats.written())));
    this.batch = newBatch();
  }

  /** Adds an item to put; as {@link #write}. */
  public void put(Map<String, AttributeValue> item) {
    write(ItemChange.of(item));
  }

  /**
   * Adds a change.
   *
   * @throws UnwritableItemException if the item's key is invalid, it is larger than 400 KB, or an earlier item was
   *     refused
   */
  @Override
  public void write(ItemChange change) {
    Map<String, AttributeValue> item = change.item();
    List<Object> key = keys.of(item);
    long bytes = keys.checkedBytes(item);
    if (!batch.takes(key, bytes)) {
      submit();
    }
    batch.add(key, item, bytes);
  }

  @Override
  public void finish() {
    submit();
    requests.finish();
  }

  @Override
  public WriteStats stats() {
    return requests.total();
  }

  @Override
  public void close() {
    requests.close();
  }

  private void submit() {
    if (batch.isEmpty()) {
      return;
    }
    Batch full = batch;
    requests.makeRoom(full.keys());
    requests.submit(full.keys(), full.expectedUnits(), () -> sent(full));
    batch = newBatch();
  }

  private WriteStats sent(Batch full) {
    WriteStats stats = call.send(full.items());
    estimate.observe(full.items().size(), full.ownUnits(), stats.units());
    return stats;
  }

  private Batch newBatch() {
    double rate = limiter.unitsPerSecond();
    return new Batch(rate > 0 ? rate * BATCH_SECONDS : Double.POSITIVE_INFINITY, estimate);
  }
}
