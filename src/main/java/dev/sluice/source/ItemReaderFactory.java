package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.Expiry;
import dev.sluice.decode.BatchDecoder;
import dev.sluice.decode.RowDecoder;
import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.GrowingDemand;
import dev.sluice.scan.LimitedDemand;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.DynamoJsonReader;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Opens readers on executors.
 *
 * @param columns the columns that are decoded
 * @param repeating the attributes of the primary key that identify items which may be found twice; empty: none can be
 * @param unreadable what becomes of items that cannot be decoded
 * @param limit the number of rows that all readers together need; null: all
 * @param rules of a schema that a user gives; null: the columns are those of a sample
 * @param checks what rows must satisfy
 * @param keyed what is read in the order of the sort key, or counted
 */
record ItemReaderFactory(
    AccessPath path,
    TableScan scan,
    StructType columns,
    Expiry expiry,
    List<String> repeating,
    Unreadable unreadable,
    @Nullable LimitClient limit,
    MalformedItems.@Nullable Rules rules,
    List<RowCheck> checks,
    KeyedRead keyed)
    implements PartitionReaderFactory {
  /**
   * The share of one task.
   *
   * @param task its number, from 0
   * @param from the position at which it resumes, as {@link PageSource#position} returned it
   */
  record Task(int task, String from) implements InputPartition {}

  /** Returns whether a read may be in batches of columns: nothing in it needs one row after the other. */
  static boolean isColumnar(boolean limited, boolean hasRules, KeyedRead keyed) {
    return !limited && !hasRules && keyed.isAll();
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return isColumnar(limit != null, rules != null, keyed);
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    ScanTally tally = tally(partition);
    return new BatchReader(
        items(partition, tally),
        new BatchDecoder(columns, path.describing()),
        RowChecks.of(checks(partition), columns));
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    ScanTally tally = tally(partition);
    if (partition instanceof Task task) {
      if (keyed.isOrdered() && path instanceof AccessPath.Query query) {
        return keyed.reader(queryReads(tally), query.range(task.task()));
      }
      if (keyed.isCount()) {
        return keyed.counting(pages(task, PageDemand.all(0)), tally);
      }
      if (limit != null) {
        LimitedDemand demand = limit.demand(task.task());
        return new LimitedReader(
            rows(items(pages(task, demand), tally), checks), limit.rows(), demand);
      }
    }
    return rows(items(partition, tally), checks(partition));
  }

  private PartitionReader<InternalRow> rows(TaskItems items, List<RowCheck> all) {
    ItemReader rows = new ItemReader(items, decoder(items.tally()));
    return all.isEmpty()
        ? rows
        : new CheckedReader(rows, RowChecks.of(all, columns), items.tally());
  }

  private ScanTally tally(InputPartition partition) {
    if (!(partition instanceof Task task)) {
      return ScanTally.start(ScanTally.START);
    }
    ScanTally tally = ScanTally.start(task.from());
    tally.makesQueries(queriesOf(task));
    return tally;
  }

  private TaskItems items(InputPartition partition, ScanTally tally) {
    return partition instanceof KeyedTask narrowed
        ? narrowed.items(scan, expiry, unreadable, tally)
        : items(pages((Task) partition, demand()), tally);
  }

  /** Returns the demand without a limit. Spark 3.5 does not say of {@code isEmpty}, which reads no columns, that it has one. */
  private PageDemand demand() {
    return columns.isEmpty() ? new GrowingDemand() : PageDemand.all(0);
  }

  private TaskItems items(PageSource pages, ScanTally tally) {
    return new TaskItems(pages, expiry, SeenKeys.of(repeating), unreadable, null, tally);
  }

  private PageSource pages(Task task, PageDemand demand) {
    return path.pages(scan, task.task(), task.from(), demand);
  }

  private List<RowCheck> checks(InputPartition partition) {
    return partition instanceof KeyedTask narrowed
        ? Stream.concat(checks.stream(), narrowed.checks().stream()).toList()
        : checks;
  }

  private QueryReads queryReads(ScanTally tally) {
    return new QueryReads(
        scan,
        columns,
        () -> decoder(tally),
        expiry,
        SeenKeys.of(keyed.distinct(repeating)),
        unreadable,
        checks,
        tally);
  }

  private int queriesOf(Task task) {
    int all = path.queries().size();
    return all == 0
        ? 0
        : SegmentRange.of(all, path.outline().tasks(), task.task()).count();
  }

  /** Rows in Spark's own form: a view's NULLs within structs and arrays are zeros to an expression without generated code. */
  private Function<DynamoJsonReader, @Nullable InternalRow> decoder(ScanTally tally) {
    Function<DynamoJsonReader, @Nullable InternalRow> views = rules == null
        ? new RowDecoder(columns, path.describing())::decode
        : new MalformedItems(rules, columns, tally)::read;
    UnsafeProjection rows = UnsafeProjection.create(columns);
    return in -> {
      InternalRow view = views.apply(in);
      return view == null ? null : rows.apply(view);
    };
  }
}
