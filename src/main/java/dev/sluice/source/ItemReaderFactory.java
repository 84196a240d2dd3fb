package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.Expiry;
import dev.sluice.decode.RowDecoder;
import dev.sluice.pushdown.RowCheck;
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
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Opens readers on executors.
 *
 * @param columns the columns that are decoded
 * @param repeating the attributes of the primary key that identify items which may be found twice; empty: none can be
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

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    if (partition instanceof KeyedTask narrowed) {
      ScanTally tally = ScanTally.start(ScanTally.START);
      return checked(
          narrowed.reader(scan, decoder(tally), expiry, tally),
          Stream.concat(checks.stream(), narrowed.checks().stream()).toList(),
          tally);
    }
    Task task = (Task) partition;
    ScanTally tally = ScanTally.start(task.from());
    tally.makesQueries(queriesOf(task));
    if (keyed.isOrdered() && path instanceof AccessPath.Query query) {
      return keyed.reader(queryReads(tally), query.range(task.task()));
    }
    if (keyed.isCount()) {
      return keyed.counting(pages(task, PageDemand.all(0)), tally);
    }
    if (limit == null) {
      return rows(pages(task, PageDemand.all(0)), tally);
    }
    LimitedDemand demand = limit.demand(task.task());
    return new LimitedReader(rows(pages(task, demand), tally), limit.rows(), demand);
  }

  private PageSource pages(Task task, PageDemand demand) {
    return path.pages(scan, task.task(), task.from(), demand);
  }

  private QueryReads queryReads(ScanTally tally) {
    return new QueryReads(
        scan,
        columns,
        () -> decoder(tally),
        expiry,
        SeenKeys.of(keyed.distinct(repeating)),
        checks,
        tally);
  }

  private PartitionReader<InternalRow> rows(PageSource pages, ScanTally tally) {
    return checked(
        new ItemReader(pages, decoder(tally), expiry, SeenKeys.of(repeating), tally),
        checks,
        tally);
  }

  private PartitionReader<InternalRow> checked(
      ItemReader rows, List<RowCheck> all, ScanTally tally) {
    return all.isEmpty() ? rows : new CheckedReader(rows, RowChecks.of(all, columns), tally);
  }

  private int queriesOf(Task task) {
    int all = path.queries().size();
    return all == 0
        ? 0
        : SegmentRange.of(all, path.outline().tasks(), task.task()).count();
  }

  private Function<DynamoJsonReader, @Nullable InternalRow> decoder(ScanTally tally) {
    return rules == null
        ? new RowDecoder(columns)::decode
        : new MalformedItems(rules, columns, tally)::read;
  }
}
