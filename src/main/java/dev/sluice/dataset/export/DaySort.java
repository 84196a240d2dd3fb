package dev.sluice.dataset.export;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.UnsafeExternalRowSorter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparator;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/**
 * Sorts the rows of a chunk by day, undated rows first, in memory, or on disk if they do not fit. Spark's own sort of a
 * partition would end only after the last page, so that no chunk could be recorded before. Must be used in a task.
 */
final class DaySort implements AutoCloseable {
  private final UnsafeExternalRowSorter sorter;
  private final UnsafeProjection copy;

  /**
   * Prepares the sort of rows whose last column is their day.
   *
   * @param columns all columns
   */
  DaySort(StructType columns) throws IOException {
    int dayAt = columns.size() - 1;
    this.copy = UnsafeProjection.create(columns);
    this.sorter = UnsafeExternalRowSorter.createWithRecordComparator(
        columns,
        Alike::new,
        new ByNumber(),
        new DayNumber(dayAt),
        SparkEnv.get().memoryManager().pageSizeBytes(),
        false);
  }

  /** Adds a copy of a row. */
  void add(InternalRow row) throws IOException {
    sorter.insertRow(copy.apply(row));
  }

  /** Returns all rows in order. Each remains valid until the next is requested. */
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

  /** Maps a day to a number with the same order, made of its digits. */
  private static final class DayNumber extends UnsafeExternalRowSorter.PrefixComputer {
    private final Prefix prefix = new Prefix();
    private final int dayAt;

    DayNumber(int dayAt) {
      this.dayAt = dayAt;
    }

    @Override
    public Prefix computePrefix(InternalRow row) {
      prefix.value =
          row.isNullAt(dayAt) ? Long.MIN_VALUE : number(row.getUTF8String(dayAt).toString());
      return prefix;
    }

    private static long number(String day) {
      long number = 0;
      for (int i = 0; i < day.length(); i++) {
        char digit = day.charAt(i);
        number = digit >= '0' && digit <= '9' ? 10 * number + digit - '0' : number;
      }
      return day.startsWith("-") ? -number : number;
    }
  }

  private static final class ByNumber extends PrefixComparator {
    @Override
    public int compare(long left, long right) {
      return Long.compare(left, right);
    }
  }

  /** Treats all rows as equal, so that rows of the same day keep their order. */
  private static final class Alike extends RecordComparator {
    @Override
    public int compare(
        Object leftBase,
        long leftOffset,
        int leftLength,
        Object rightBase,
        long rightOffset,
        int rightLength) {
      return 0;
    }
  }
}
