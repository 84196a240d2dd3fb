package dev.sluice.write;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.Rethrow;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes items into a table, several batches at once. Of several items with the same key the last one wins. The first
 * failure stops the writer; items written before it stay. Not thread-safe.
 */
public final class BatchWriter implements AutoCloseable {
  /** The largest number of batches in flight. */
  private static final int MAX_IN_FLIGHT = 4;

  /** The units of a batch in seconds of the limit, if there is a limit. */
  private static final double BATCH_SECONDS = 0.25;

  private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

  private final BatchCall call;
  private final ItemKeys keys;
  private final WriteRateLimiter limiter;
  private final IntConsumer progress;
  private final ExecutorService threads = Executors.newFixedThreadPool(MAX_IN_FLIGHT);
  private final CompletionService<Sent> replies = new ExecutorCompletionService<>(threads);
  private final List<Batch> inFlight = new ArrayList<>();
  private Batch batch;

  /** A batch that is written, and the write units consumed. */
  private record Sent(Batch batch, double units) {}

  /**
   * Creates a writer into one table.
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
    this.call = new BatchCall(client, table, keys, policy);
    this.keys = keys;
    this.limiter = limiter;
    this.progress = progress;
    this.batch = newBatch();
  }

  /**
   * Adds an item. Waits while too many batches are in flight. {@link #finish} sends the last ones.
   *
   * @throws UnwritableItemException if the item's key is invalid, it is larger than 400 KB, or an earlier item was
   *     refused
   */
  public void put(Map<String, AttributeValue> item) {
    List<Object> key = keys.of(item);
    long bytes = ItemSize.bytes(item);
    if (bytes > ItemSize.LIMIT) {
      throw new UnwritableItemException(
          keys.describe(item) + " has " + bytes + " bytes, and DynamoDB takes no item above "
              + ItemSize.LIMIT,
          "Leave out columns, or keep large values in S3 and their address in the item.");
    }
    if (!batch.takes(key, bytes)) {
      submit();
    }
    batch.put(key, item, bytes);
  }

  /** Sends the rest. Returns once the table has all items. */
  public void finish() {
    submit();
    while (!inFlight.isEmpty()) {
      awaitOne();
    }
  }

  /** Stops all requests. Unfinished items may or may not be written. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit() {
    if (batch.isEmpty()) {
      return;
    }
    Batch full = batch;
    // an older item must not arrive after a newer one with its key
    while (inFlight.size() == MAX_IN_FLIGHT || inFlight.stream().anyMatch(full::overlaps)) {
      awaitOne();
    }
    limiter.awaitCapacity();
    replies.submit(() -> new Sent(full, call.send(full.items())));
    inFlight.add(full);
    batch = newBatch();
  }

  private void awaitOne() {
    try {
      Sent sent = replies.take().get();
      inFlight.remove(sent.batch);
      limiter.consumed(sent.units);
      progress.accept(sent.batch.items().size());
    } catch (ExecutionException e) {
      throw Rethrow.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while writing items", e);
    }
  }

  private Batch newBatch() {
    double rate = limiter.unitsPerSecond();
    return new Batch(rate > 0 ? rate * BATCH_SECONDS : Double.MAX_VALUE);
  }
}
