package dev.sluice.source;

import dev.sluice.table.AwsSettings;
import dev.sluice.write.ItemKeys;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Goes to executors and opens writers there.
 *
 * @param unitsPerSecond of each writer; 0: no limit
 */
record ItemWriterFactory(
    AwsSettings aws, String table, ItemKeys keys, StructType schema, double unitsPerSecond)
    implements DataWriterFactory {
  @Override
  public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
    return new ItemWriter(this);
  }
}
