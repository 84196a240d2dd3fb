package dev.sluice.source;

import dev.sluice.scan.SegmentRange;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Reads the first rows of each Query of a task, one Query after the other. */
final class SortedReader implements PartitionReader<InternalRow> {
  private final QueryReads reads;
  private final SegmentRange range;
  private final SortedRead wanted;
  private final int[] counted;
  private @Nullable PartitionReader<InternalRow> rows;
  private int opened;
  private int found;

  SortedReader(QueryReads reads, SegmentRange range, SortedRead wanted) {
    this.reads = reads;
    this.range = range;
    this.wanted = wanted;
    this.counted = wanted.counted().stream()
        .mapToInt(name -> reads.columns().fieldIndex(name))
        .toArray();
  }

  @Override
  public boolean next() throws IOException {
    while (rows != null || opened < range.count()) {
      if (rows == null) {
        rows = reads.open(range.first() + opened, wanted.order());
        opened++;
        found = 0;
      }
      if (found < wanted.rows() && rows.next()) {
        found += counts(rows.get()) ? 1 : 0;
        return true;
      }
      close();
    }
    return false;
  }

  private boolean counts(InternalRow row) {
    for (int ordinal : counted) {
      if (row.isNullAt(ordinal)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public InternalRow get() {
    if (rows == null) {
      throw new IllegalStateException("no row: next() was not called, or returned false");
    }
    return rows.get();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return reads.tally().metrics();
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
