package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.Expiry;
import dev.sluice.scan.PageSource;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.TableScan;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Opens readers on executors.
 *
 * @param repeating the attributes of the primary key that identify items which may be found twice; empty: none can be
 * @param limit the number of rows of one reader; 0: all
 */
record ItemReaderFactory(
    AccessPath path,
    TableScan scan,
    StructType columns,
    Expiry expiry,
    List<String> repeating,
    int limit)
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
    if (partition instanceof KeyedTask keyed) {
      return keyed.reader(scan, columns, expiry);
    }
    Task task = (Task) partition;
    PageSource pages = path.pages(scan, task.task(), task.from());
    ScanTally tally = ScanTally.start(task.from());
    tally.makesQueries(queriesOf(task));
    if (scan.selection().countOnly()) {
      return new CountReader(pages, tally, columns.size());
    }
    ItemReader rows = new ItemReader(pages, columns, expiry, repeating, tally, null);
    return limit == 0 ? rows : new LimitedReader(rows, limit);
  }

  private int queriesOf(Task task) {
    int all = path.queries().size();
    return all == 0
        ? 0
        : SegmentRange.of(all, path.outline().tasks(), task.task()).count();
  }
}
