package dev.sluice.demo;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.RetryPolicy;
import dev.sluice.write.BatchWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Creates and fills the sample tables; {@code README.md} beside the data says which of it is real. */
public final class SampleTables {
  /** The number of items of all tables. */
  public static final int ITEMS =
      Stream.of(SampleTable.values()).mapToInt(SampleTable::items).sum();

  private SampleTables() {}

  /** Creates the tables, on demand, and waits until they are active; an existing table stays as it is. */
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
      // exists already
    }
  }

  /**
   * Writes all items of all tables, replacing those of an earlier load.
   *
   * @param progress receives the number of items written so far, of {@link #ITEMS}
   */
  public static void load(DynamoDbClient client, LongConsumer progress) {
    AtomicLong written = new AtomicLong();
    for (SampleTable table : SampleTable.values()) {
      load(client, table, batch -> progress.accept(written.addAndGet(batch)));
    }
  }

  /**
   * Writes all items of one table.
   *
   * @param progress receives the number of further items written
   */
  public static void load(DynamoDbClient client, SampleTable table, LongConsumer progress) {
    try (BatchWriter writer = new BatchWriter(
        client,
        table.tableName(),
        table.keys(),
        WriteRateLimiter.of(0),
        RetryPolicy.SCALING,
        progress::accept)) {
      table.forEach(writer::put);
      writer.finish();
    }
  }

  /** Creates the bucket if it is missing. */
  public static void createBucket(S3Client client, String name) {
    try {
      client.createBucket(bucket -> bucket.bucket(name));
    } catch (BucketAlreadyOwnedByYouException exists) {
      // exists already
    }
  }
}
