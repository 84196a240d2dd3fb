package dev.sluice.source;

import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Function1;

/**
 * A read as Spark makes it, without a Spark job. Items are as {@link Reassembled} has them.
 *
 * @param external from Spark's own form of a row to the public one
 */
record ReadBatch(Batch batch, Function1<Object, Object> external) {
  /** Plans a read of all columns that a sample finds. */
  static ReadBatch of(Map<String, String> options) {
    TestSpark.session();
    CaseInsensitiveStringMap all = new CaseInsensitiveStringMap(options);
    SluiceProvider provider = new SluiceProvider();
    StructType schema = provider.inferSchema(all);
    SupportsRead read =
        (SupportsRead) provider.getTable(schema, new Transform[0], all.asCaseSensitiveMap());
    return new ReadBatch(
        read.newScanBuilder(all).build().toBatch(),
        CatalystTypeConverters.createToScalaConverter(schema));
  }

  /**
   * What was read.
   *
   * @param rejected the number of items that could not be read
   */
  record Found(List<Object> items, long rejected) {}

  /** Reads all items, row by row. */
  Found found() throws IOException {
    List<Object> items = new ArrayList<>();
    long rejected = 0;
    PartitionReaderFactory readers = batch.createReaderFactory();
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<InternalRow> reader = readers.createReader(partition)) {
        while (reader.next()) {
          items.add(item(reader.get()));
        }
        rejected += rejected(reader);
      }
    }
    return new Found(items, rejected);
  }

  private static long rejected(PartitionReader<?> reader) {
    return Stream.of(reader.currentMetricsValues())
        .filter(metric -> metric.name().equals("itemsRejected"))
        .mapToLong(CustomTaskMetric::value)
        .sum();
  }

  /** Reads all items, row by row, those that cannot be read left out. */
  List<Object> items() throws IOException {
    return found().items();
  }

  /** Reads all items by the batches of columns in which they come. */
  List<List<Object>> batches() throws IOException {
    List<List<Object>> batches = new ArrayList<>();
    PartitionReaderFactory readers = batch.createReaderFactory();
    for (InputPartition partition : batch.planInputPartitions()) {
      try (PartitionReader<ColumnarBatch> reader = readers.createColumnarReader(partition)) {
        while (reader.next()) {
          List<Object> items = new ArrayList<>();
          reader.get().rowIterator().forEachRemaining(row -> items.add(item(row)));
          batches.add(items);
        }
      }
    }
    return batches;
  }

  private Object item(InternalRow row) {
    return Reassembled.of((Row) external.apply(row));
  }
}
