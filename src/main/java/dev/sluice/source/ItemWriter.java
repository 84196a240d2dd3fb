package dev.sluice.source;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.encode.RowEncoder;
import dev.sluice.encode.UnwritableValueException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.scan.ScanClients;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.RetryPolicy;
import dev.sluice.write.BatchWriter;
import dev.sluice.write.ItemKeys;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes the rows of one task. */
final class ItemWriter implements DataWriter<InternalRow> {
  private final RowEncoder encoder;
  private final ItemKeys keys;
  private final BatchWriter writer;

  /**
   * Opens writers on executors.
   *
   * @param unitsPerSecond the write units a second of each writer; 0: no limit
   */
  record Factory(
      AwsSettings aws, String table, ItemKeys keys, StructType schema, double unitsPerSecond)
      implements DataWriterFactory {
    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
      return new ItemWriter(this);
    }
  }

  private ItemWriter(Factory target) {
    this.encoder = new RowEncoder(target.schema());
    this.keys = target.keys();
    this.writer = new BatchWriter(
        ScanClients.shared(target.aws()),
        target.table(),
        keys,
        WriteRateLimiter.of(target.unitsPerSecond()),
        RetryPolicy.SCALING,
        items -> {});
  }

  @Override
  public void write(InternalRow row) {
    writer.put(item(row));
  }

  private Map<String, AttributeValue> item(InternalRow row) {
    try {
      return encoder.item(row);
    } catch (UnwritableValueException e) {
      throw new UnwritableItemException(
          keys.describe(encoder.known(row, keys.names())) + ": " + e.getMessage(),
          "Correct the value, or leave out the row.",
          e);
    }
  }

  @Override
  public WriterCommitMessage commit() {
    writer.finish();
    return new Written();
  }

  /** Does nothing. Written items stay: an item is put as a whole, and a second attempt puts it again. */
  @Override
  public void abort() {}

  @Override
  public void close() {
    writer.close();
  }

  /** The message that all of a task's items are in the table. */
  private record Written() implements WriterCommitMessage {}
}
