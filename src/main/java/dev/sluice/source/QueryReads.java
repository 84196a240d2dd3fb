package dev.sluice.source;

import dev.sluice.access.Expiry;
import dev.sluice.capacity.PagePermits;
import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.QueryPages;
import dev.sluice.scan.Selection.Order;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.DynamoJsonReader;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Opens the rows of single Queries, each in one order. Their pages are fetched as they are needed. */
final class QueryReads {
  private final TableScan scan;
  private final StructType columns;
  private final Supplier<Function<DynamoJsonReader, @Nullable InternalRow>> decoders;
  private final Expiry expiry;
  private final @Nullable SeenKeys seen;
  private final Unreadable unreadable;
  private final Predicate<InternalRow> check;
  private final ScanTally tally;
  private final PagePermits permits;

  /**
   * @param decoders of items; null: an item is left out, and counted
   * @param seen the items found so far, which are left out; null: all are new
   */
  QueryReads(
      TableScan scan,
      StructType columns,
      Supplier<Function<DynamoJsonReader, @Nullable InternalRow>> decoders,
      Expiry expiry,
      @Nullable SeenKeys seen,
      Unreadable unreadable,
      List<RowCheck> checks,
      ScanTally tally) {
    this.scan = scan;
    this.columns = columns;
    this.decoders = decoders;
    this.expiry = expiry;
    this.seen = seen;
    this.unreadable = unreadable;
    this.check = RowChecks.of(checks, columns);
    this.tally = tally;
    this.permits = new PagePermits(scan.capacity());
  }

  StructType columns() {
    return columns;
  }

  ScanTally tally() {
    return tally;
  }

  /** Opens the rows of a Query from its first one in this order. */
  PartitionReader<InternalRow> open(int query, Order order) {
    TableScan ordered = scan.selecting(scan.selection().in(order));
    QueryPages pages = new QueryPages(ordered, query, permits);
    TaskItems items = new TaskItems(pages, expiry, seen, unreadable, null, tally);
    return new CheckedReader(new ItemReader(items, decoders.get()), check, tally);
  }
}
