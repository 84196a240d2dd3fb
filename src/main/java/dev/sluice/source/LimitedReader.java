package dev.sluice.source;

import dev.sluice.scan.LimitedDemand;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Stops a reader after a number of rows, and counts them for the tasks of the same scan. */
final class LimitedReader implements PartitionReader<InternalRow> {
  private final PartitionReader<InternalRow> rows;
  private final int limit;
  private final LimitedDemand demand;
  private int found;

  LimitedReader(PartitionReader<InternalRow> rows, int limit, LimitedDemand demand) {
    this.rows = rows;
    this.limit = limit;
    this.demand = demand;
  }

  @Override
  public boolean next() throws IOException {
    if (found == limit || !rows.next()) {
      return false;
    }
    found++;
    demand.found(found);
    if (found == limit) {
      demand.end();
    }
    return true;
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
    demand.end();
  }
}
