package dev.sluice.write;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.ThrownElsewhere;
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
 * Puts items into a table, several batches at once. Of items with the same key the one that came last stays. The first
 * failure ends it; what was written until then stays. One thread's own.
 */
public final class BatchWriter implements AutoCloseable {
  /** Batches on their way at once. */
  private static final int IN_FLIGHT = 4;

  /** What a batch may cost at most where there is a limit: a quarter of a second's worth. */
  private static final double BATCH_SECONDS = 0.25;

  private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

  private final BatchCall call;
  private final ItemKeys keys;
  private final WriteRateLimiter pacer;
  private final IntConsumer progress;
  private final ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
  private final CompletionService<Sent> replies = new ExecutorCompletionService<>(threads);
  private final List<Batch> inFlight = new ArrayList<>();
  private Batch batch;

  /** A batch that the table has, and the write units that it took. */
  private record Sent(Batch batch, double units) {}

  /**
   * A writer into one table.
   *
   * @param client stays the caller's to close
   * @param pacer of this writer alone; it is exceeded by no more than what is in flight
   * @param progress told, by the writing thread, how many more items the table has
   */
  public BatchWriter(
      DynamoDbClient client,
      String table,
      ItemKeys keys,
      WriteRateLimiter pacer,
      RetryPolicy policy,
      IntConsumer progress) {
    this.call = new BatchCall(client, table, keys, policy);
    this.keys = keys;
    this.pacer = pacer;
    this.progress = progress;
    this.batch = newBatch();
  }

  /**
   * Takes an item, which is on its way at the latest after {@link #finish}. Waits while enough others are.
   *
   * @throws UnwritableItemException where its key is not one, or it is larger than 400 KB; or where an earlier item was refused
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

  /** Returns once the table has all items. */
  public void finish() {
    submit();
    while (!inFlight.isEmpty()) {
      awaitOne();
    }
  }

  /** Nothing is on its way any more afterwards; what was not finished may be written or not. */
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
    // An older item must not arrive after a newer one with its key.
    while (inFlight.size() == IN_FLIGHT || inFlight.stream().anyMatch(full::overlaps)) {
      awaitOne();
    }
    pacer.awaitTurn();
    replies.submit(() -> new Sent(full, call.send(full.items())));
    inFlight.add(full);
    batch = newBatch();
  }

  private void awaitOne() {
    try {
      Sent sent = replies.take().get();
      inFlight.remove(sent.batch);
      pacer.consumed(sent.units);
      progress.accept(sent.batch.items().size());
    } catch (ExecutionException e) {
      throw ThrownElsewhere.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while writing items", e);
    }
  }

  private Batch newBatch() {
    double rate = pacer.unitsPerSecond();
    return new Batch(rate > 0 ? rate * BATCH_SECONDS : Double.MAX_VALUE);
  }
}
