package dev.sluice.source;

import dev.sluice.scan.TableScan;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** Goes to executors and opens readers there. */
record SegmentReaderFactory(TableScan scan, StructType columns, Expiry expiry)
    implements PartitionReaderFactory {
  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new SegmentReader(
        scan, ((SegmentPartition) partition).segments(), columns, expiry, ScanTally.start());
  }
}
