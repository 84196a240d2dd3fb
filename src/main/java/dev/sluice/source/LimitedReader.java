package dev.sluice.source;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Stops a reader after a number of rows. */
final class LimitedReader implements PartitionReader<InternalRow> {
  private final PartitionReader<InternalRow> rows;
  private int left;

  LimitedReader(PartitionReader<InternalRow> rows, int limit) {
    this.rows = rows;
    this.left = limit;
  }

  @Override
  public boolean next() throws IOException {
    return left-- > 0 && rows.next();
  }

  @Override
  public InternalRow get() {
    return rows.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return rows.currentMetricsValues();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
