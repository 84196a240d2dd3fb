package dev.sluice.source;

import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.Selection.Order;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Returns one row for each Query of a task that finds anything: its keys, and the first and last values of the sort
 * key. Reads each Query from the end that is wanted, up to the first value that is not null.
 */
final class ExtremesReader implements PartitionReader<InternalRow> {
  private final QueryReads reads;
  private final SegmentRange range;
  private final KeyAggregates wanted;
  private final int ordinal;
  private final StructField extremeOf;
  private int opened;
  private @Nullable InternalRow row;

  /** @param extremeOf the column of which the extremes are wanted */
  ExtremesReader(
      QueryReads reads, SegmentRange range, KeyAggregates wanted, StructField extremeOf) {
    this.reads = reads;
    this.range = range;
    this.wanted = wanted;
    this.extremeOf = extremeOf;
    this.ordinal = reads.columns().fieldIndex(extremeOf.name());
  }

  @Override
  public boolean next() throws IOException {
    row = null;
    while (row == null && opened < range.count()) {
      row = row(range.first() + opened);
      opened++;
    }
    return row != null;
  }

  /** Returns the row of a Query; null if it finds no row. */
  private @Nullable InternalRow row(int query) throws IOException {
    Map<KeyAggregates.Function, InternalRow> ends = new EnumMap<>(KeyAggregates.Function.class);
    for (KeyAggregates.Function function : wanted.functions()) {
      if (!ends.containsKey(function)) {
        InternalRow end = end(query, function);
        if (end == null) {
          return null;
        }
        ends.put(function, end);
      }
    }
    return row(ends);
  }

  private InternalRow row(Map<KeyAggregates.Function, InternalRow> ends) {
    List<KeyAggregates.Function> functions = wanted.functions();
    StructType groups = wanted.groups();
    @Nullable Object[] values = new Object[groups.size() + functions.size()];
    InternalRow any = ends.values().iterator().next();
    for (int i = 0; i < groups.size(); i++) {
      values[i] = any.get(i, groups.apply(i).dataType());
    }
    for (int i = 0; i < functions.size(); i++) {
      InternalRow end = ends.get(functions.get(i));
      values[groups.size() + i] =
          end == null || end.isNullAt(ordinal) ? null : end.get(ordinal, extremeOf.dataType());
    }
    return new GenericInternalRow(values);
  }

  /**
   * Returns the first row from one end of the Query whose value is not null. If all are null, returns one of them; if
   * there are no rows, null.
   */
  private @Nullable InternalRow end(int query, KeyAggregates.Function function) throws IOException {
    Order order = function == KeyAggregates.Function.MAX ? Order.DESCENDING : Order.ASCENDING;
    InternalRow last = null;
    try (PartitionReader<InternalRow> rows = reads.open(query, order)) {
      while ((last == null || last.isNullAt(ordinal)) && rows.next()) {
        last = rows.get().copy();
      }
    }
    return last;
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
    return reads.tally().metrics();
  }

  @Override
  public void close() {}
}
