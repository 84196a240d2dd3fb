package dev.sluice.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Makes and fills the sample tables; {@code README.md} beside the data says what in them is real. */
public final class SampleTables {
  /** All items of all three tables. */
  public static final int ITEMS =
      Stream.of(SampleTable.values()).mapToInt(SampleTable::items).sum();

  private static final int WRITERS = 4;

  private SampleTables() {}

  /** Makes the three tables, on demand, and waits until they are active; one that exists stays as it is. */
  public static void create(DynamoDbClient client) {
    for (SampleTable table : SampleTable.values()) {
      createIfMissing(client, table);
      client.waiter().waitUntilTableExists(describe -> describe.tableName(table.tableName()));
    }
  }

  private static void createIfMissing(DynamoDbClient client, SampleTable table) {
    try {
      client.createTable(table.creation());
    } catch (ResourceInUseException exists) {
      // as it should be
    }
  }

  /**
   * Puts all items of all three tables; those of an earlier load are replaced by their equals.
   *
   * @param progress told, from several threads, how many items have been written so far, of {@link #ITEMS}
   */
  public static void load(DynamoDbClient client, LongConsumer progress) {
    AtomicLong written = new AtomicLong();
    for (SampleTable table : SampleTable.values()) {
      load(client, table, batch -> progress.accept(written.addAndGet(batch)));
    }
  }

  /**
   * Puts all items of one table.
   *
   * @param progress told, from several threads, how many more items have been written
   */
  public static void load(DynamoDbClient client, SampleTable table, LongConsumer progress) {
    BatchWriter writer = new BatchWriter(client, table.tableName());
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      CompletableFuture.allOf(table.batches(BatchWriter.BATCH).stream()
              .map(batch -> CompletableFuture.runAsync(() -> put(writer, batch, progress), writers))
              .toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      writers.shutdownNow();
    }
  }

  private static void put(
      BatchWriter writer, List<Map<String, AttributeValue>> batch, LongConsumer progress) {
    writer.put(batch);
    progress.accept(batch.size());
  }

  /** Makes the bucket if it is not there. */
  public static void createBucket(S3Client client, String name) {
    try {
      client.createBucket(bucket -> bucket.bucket(name));
    } catch (BucketAlreadyOwnedByYouException exists) {
      // as it should be
    }
  }
}
