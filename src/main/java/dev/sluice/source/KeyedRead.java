package dev.sluice.source;

import dev.sluice.decode.RowDecoder;
import dev.sluice.pushdown.QueryKeys;
import dev.sluice.scan.Expression;
import dev.sluice.scan.KeyJson;
import dev.sluice.scan.PageSource;
import dev.sluice.scan.SegmentRange;
import dev.sluice.wire.DynamoJsonReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * A read that needs only a part of the items that its keys lead to.
 *
 * @param sorted the first rows by the sort key; null: rows in any order
 * @param aggregates null: rows; else {@code sorted} is null
 * @param fixed for each Query the attributes that have one value there
 */
record KeyedRead(
    @Nullable SortedRead sorted,
    @Nullable KeyAggregates aggregates,
    List<Map<String, Expression.Value>> fixed)
    implements Serializable {
  /** The smallest number of items on the first page if items may be left out. */
  static final int FILTERED_PAGE = 16;

  /** A read of all rows. */
  static final KeyedRead NONE = new KeyedRead(null, null, List.of());

  KeyedRead {
    fixed = List.copyOf(fixed);
  }

  static KeyedRead of(SortedRead sorted) {
    return new KeyedRead(sorted, null, List.of());
  }

  static KeyedRead of(KeyAggregates aggregates, QueryKeys keys) {
    boolean needed = aggregates.areCounts() && !aggregates.groups().isEmpty();
    return new KeyedRead(null, aggregates, needed ? keys.fixed() : List.of());
  }

  /** Returns whether all rows are read, in any order. */
  boolean isAll() {
    return sorted == null && aggregates == null;
  }

  boolean isCount() {
    return aggregates != null && aggregates.areCounts();
  }

  /** Returns whether Queries are read in the order of their sort keys. */
  boolean isOrdered() {
    return sorted != null || (aggregates != null && !aggregates.areCounts());
  }

  /**
   * Returns the largest number of items on the first page of a Query.
   *
   * @param everyItemIsARow whether no item is left out
   */
  int pageItems(boolean everyItemIsARow) {
    int rows = sorted == null ? 1 : sorted.rows();
    return everyItemIsARow ? rows : Math.max(rows, FILTERED_PAGE);
  }

  /** Returns the attributes that identify an item, if an item that is found twice must be left out. */
  List<String> distinct(List<String> repeating) {
    return sorted == null ? List.of() : repeating;
  }

  /** Returns the text in the output of EXPLAIN; empty for a read of all rows. */
  String text() {
    return sorted != null ? sorted.text() : aggregates != null ? aggregates.text() : "";
  }

  /** Returns a reader of ordered Queries. */
  PartitionReader<InternalRow> reader(QueryReads reads, SegmentRange range) {
    if (sorted != null) {
      return new SortedReader(reads, range, sorted);
    }
    StructField extremeOf = aggregates == null ? null : aggregates.extremeOf();
    if (aggregates == null || extremeOf == null) {
      throw new IllegalStateException("no ordered read");
    }
    return new ExtremesReader(reads, range, aggregates, extremeOf);
  }

  /** Returns a reader that counts items. */
  PartitionReader<InternalRow> counting(PageSource pages, ScanTally tally) {
    if (aggregates == null) {
      throw new IllegalStateException("no counts");
    }
    RowDecoder decoder = new RowDecoder(aggregates.groups());
    List<InternalRow> groups = fixed.stream()
        .map(key -> KeyJson.text(key).getBytes(StandardCharsets.UTF_8))
        .map(json -> decoder.decode(new DynamoJsonReader(json)).copy())
        .toList();
    return new CountReader(pages, tally, groups, aggregates.functions().size());
  }
}
