package dev.sluice.dataset;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparator;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/**
 * Puts the rows of a chunk in the order of their days, the undated first: in memory, and on disk where that does not do. Spark's
 * own sort of a partition would come to its end only behind the last page, so that nothing could be kept before. In a task only.
 */
final class DaySort implements AutoCloseable {
  private final UnsafeExternalRowSorter sorter;

  /**
   * Of rows that have their day as their last column.
   *
   * @param scanned the other columns
   */
  DaySort(StructType scanned) throws IOException {
    StructType columns = scanned.add("day", DataTypes.StringType);
    int dayAt = scanned.size();
    this.sorter = UnsafeExternalRowSorter.createWithRecordComparator(
        columns,
        () -> new ByDay(columns.size(), dayAt),
        new NoPrefix(),
        new Nothing(),
        SparkEnv.get().memoryManager().pageSizeBytes(),
        false);
  }

  /** Adds a row, which is copied. */
  void add(InternalRow row) throws IOException {
    sorter.insertRow((UnsafeRow) row);
  }

  /** All of them, each good until the next is asked for. */
  Iterator<InternalRow> sorted() throws IOException {
    scala.collection.Iterator<InternalRow> rows = sorter.sort();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public InternalRow next() {
        return rows.next();
      }
    };
  }

  @Override
  public void close() {
    sorter.cleanupResources();
  }

  private static final class ByDay extends RecordComparator {
    private final UnsafeRow left;
    private final UnsafeRow right;
    private final int dayAt;

    ByDay(int columns, int dayAt) {
      this.left = new UnsafeRow(columns);
      this.right = new UnsafeRow(columns);
      this.dayAt = dayAt;
    }

    @Override
    public int compare(
        Object leftBase,
        long leftOffset,
        int leftLength,
        Object rightBase,
        long rightOffset,
        int rightLength) {
      left.pointTo(leftBase, leftOffset, leftLength);
      right.pointTo(rightBase, rightOffset, rightLength);
      if (left.isNullAt(dayAt) || right.isNullAt(dayAt)) {
        return Boolean.compare(right.isNullAt(dayAt), left.isNullAt(dayAt));
      }
      return left.getUTF8String(dayAt).binaryCompare(right.getUTF8String(dayAt));
    }
  }

  /** Days begin alike for a century. */
  private static final class NoPrefix extends PrefixComparator {
    @Override
    public int compare(long left, long right) {
      return 0;
    }
  }

  private static final class Nothing extends UnsafeExternalRowSorter.PrefixComputer {
    private final Prefix same = new Prefix();

    @Override
    public Prefix computePrefix(InternalRow row) {
      return same;
    }
  }
}
