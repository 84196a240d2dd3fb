package dev.sluice.source;

import dev.sluice.access.Cores;
import dev.sluice.access.TableProbe;
import dev.sluice.write.ItemKeys;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/**
 * A write to a table. Items are visible as soon as they are put, so there is nothing to commit or to roll back. A
 * repeated task or job puts the same items again, which changes nothing.
 */
final class SluiceWrite implements Write, BatchWrite {
  private final SourceOptions options;
  private final ItemKeys keys;
  private final StructType schema;

  SluiceWrite(SourceOptions options, ItemKeys keys, StructType schema) {
    this.options = options;
    this.keys = keys;
    this.schema = schema;
  }

  @Override
  public String description() {
    return "sluice " + options.read().table();
  }

  @Override
  public BatchWrite toBatch() {
    return this;
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    Long limit = options.maxWriteUnits();
    int writers = Cores.tasksAtOnce(Math.max(1, info.numPartitions()));
    return new ItemWriter.Factory(
        options.read().aws(),
        options.read().table(),
        keys,
        schema,
        limit == null ? 0 : (double) limit / writers);
  }

  @Override
  public boolean useCommitCoordinator() {
    return false;
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    TableProbe.forget(options.read().table());
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    TableProbe.forget(options.read().table());
  }
}
