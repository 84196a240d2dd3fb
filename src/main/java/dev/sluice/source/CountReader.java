package dev.sluice.source;

import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/**
 * Returns numbers of items as counted by DynamoDB. Fetches no items. Without groups there is one row, also if nothing
 * is found; with groups there is one for each Query that finds anything.
 */
final class CountReader implements PartitionReader<InternalRow> {
  private final PageSource pages;
  private final ScanTally tally;
  private final List<InternalRow> groups;
  private final int columns;
  private @Nullable Iterator<InternalRow> rows;
  private @Nullable InternalRow row;

  /**
   * @param groups the group of each Query of the scan; empty: there is one group
   * @param columns the number of columns after the group's; each contains the count
   */
  CountReader(PageSource pages, ScanTally tally, List<InternalRow> groups, int columns) {
    this.pages = pages;
    this.tally = tally;
    this.groups = List.copyOf(groups);
    this.columns = columns;
  }

  @Override
  public boolean next() {
    if (rows == null) {
      rows = groups.isEmpty() ? List.of(total()).iterator() : grouped();
    }
    row = rows.hasNext() ? rows.next() : null;
    return row != null;
  }

  private InternalRow total() {
    return counts(countsBySegment().values().stream().mapToLong(Long::longValue).sum());
  }

  private Iterator<InternalRow> grouped() {
    return countsBySegment().entrySet().stream()
        .filter(found -> found.getValue() > 0)
        .<InternalRow>map(
            found -> new JoinedRow(groups.get(found.getKey()), counts(found.getValue())))
        .iterator();
  }

  private Map<Integer, Long> countsBySegment() {
    Map<Integer, Long> counts = new TreeMap<>();
    while (pages.hasNext()) {
      Page page = pages.next();
      tally.addPage(page);
      tally.addScanned(page.scanned());
      counts.merge(page.id().segment(), (long) page.count(), Long::sum);
    }
    return counts;
  }

  private InternalRow counts(long count) {
    Object[] values = new Object[columns];
    Arrays.fill(values, count);
    return new GenericInternalRow(values);
  }

  @Override
  public InternalRow get() {
    if (row == null) {
      throw new IllegalStateException("no row: next() was not called, or returned false");
    }
    return row;
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
