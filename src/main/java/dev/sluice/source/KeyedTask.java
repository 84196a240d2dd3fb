package dev.sluice.source;

import dev.sluice.access.Expiry;
import dev.sluice.pushdown.KeyTest;
import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.Expression;
import dev.sluice.scan.RangePages;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.Selection;
import dev.sluice.scan.TableScan;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * Some of the Queries by keys that became known while a statement runs. It carries them itself, because Spark has
 * created the reader factory before, for the planned read.
 *
 * @param queries not empty
 * @param filter the filter expression; null: none
 * @param checks what rows must satisfy, besides the checks of the planned read
 * @param attributes the attributes to fetch; empty: all
 * @param repeating the attributes of the primary key that identify items which may be found twice; empty: none can be
 * @param test evaluated for each item; null: none
 */
record KeyedTask(
    List<Expression> queries,
    @Nullable Expression filter,
    List<RowCheck> checks,
    List<String> attributes,
    List<String> repeating,
    @Nullable KeyTest test)
    implements InputPartition {
  /** Opens the items. Runs on the task's executor. */
  TaskItems items(TableScan planned, Expiry expiry, Unreadable unreadable, ScanTally tally) {
    TableScan scan = new TableScan(
        planned.aws(),
        planned.table(),
        planned.index(),
        planned.consistentRead(),
        attributes,
        planned.capacity(),
        new Selection(queries, filter, 0, false));
    RangePages pages = new RangePages(scan, new SegmentRange(0, queries.size(), queries.size()));
    tally.makesQueries(queries.size());
    return new TaskItems(
        pages,
        expiry,
        SeenKeys.of(repeating),
        unreadable,
        test == null ? null : new KeyFilter(test),
        tally);
  }
}
