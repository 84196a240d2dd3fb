package dev.sluice.source;

import java.io.IOException;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Leaves out the rows of a reader that do not pass a check. */
final class CheckedReader implements PartitionReader<InternalRow> {
  private final PartitionReader<InternalRow> rows;
  private final Predicate<InternalRow> check;
  private final ScanTally tally;

  /** @param tally counts the rows that are left out as filtered */
  CheckedReader(PartitionReader<InternalRow> rows, Predicate<InternalRow> check, ScanTally tally) {
    this.rows = rows;
    this.check = check;
    this.tally = tally;
  }

  @Override
  public boolean next() throws IOException {
    while (rows.next()) {
      if (check.test(rows.get())) {
        return true;
      }
      tally.addFiltered();
    }
    return false;
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
