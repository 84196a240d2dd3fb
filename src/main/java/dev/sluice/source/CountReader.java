package dev.sluice.source;

import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Returns one row: the number of items as counted by DynamoDB. Fetches no items. */
final class CountReader implements PartitionReader<InternalRow> {
  private final PageSource pages;
  private final ScanTally tally;
  private final Object[] counts;
  private boolean done;

  /** @param columns the number of columns; each contains the count */
  CountReader(PageSource pages, ScanTally tally, int columns) {
    this.pages = pages;
    this.tally = tally;
    this.counts = new Object[columns];
  }

  @Override
  public boolean next() {
    if (done) {
      return false;
    }
    long count = 0;
    while (pages.hasNext()) {
      Page page = pages.next();
      tally.addPage(page);
      tally.addScanned(page.scanned());
      count += page.count();
    }
    Arrays.fill(counts, count);
    done = true;
    return true;
  }

  @Override
  public InternalRow get() {
    return new GenericInternalRow(counts);
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return tally.metrics();
  }

  @Override
  public void close() {
    pages.close();
  }
}
