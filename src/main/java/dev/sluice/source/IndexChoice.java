package dev.sluice.source;

import dev.sluice.capacity.PageTurns;
import dev.sluice.failure.Unusable;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.Selection;
import dev.sluice.scan.TableScan;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.TableDescription.Index;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A global index whose Queries give what would take a Scan of the table. It is chosen where that changes no answer: the
 * index is complete, projects all attributes, and cannot miss an item that the filter keeps. Global indexes are eventually
 * consistent, as the Scan would be; where consistent reads are asked for, none is chosen.
 *
 * @param handle of the index, with its own capacity
 * @param units that the question took whether the index may be read
 */
record IndexChoice(TableHandle handle, Pushdown pushdown, double units) {
  /** Empty where the table is to be read: by Query if the filter has its key, else by Scan. */
  static Optional<IndexChoice> of(TableHandle table, Predicate[] predicates) {
    boolean free = table.options().index() == null && !table.options().consistentRead();
    if (!free
        || !Pushdown.of(predicates, table.schema(), table.keys()).queries().isEmpty()) {
      return Optional.empty();
    }
    return table.description().indexes().stream()
        .filter(index -> isEqual(index) && table.isPaced(index))
        .flatMap(index -> Pushdown.byIndex(predicates, table.schema(), index.keys())
            .flatMap(pushdown -> granted(table.onIndex(index), pushdown))
            .stream())
        .findFirst();
  }

  private static boolean isEqual(Index index) {
    return index.global() && index.complete() && index.projection().equals("ALL");
  }

  /** A role that may read the table need not have rights on its indexes, and nothing but asking tells. */
  private static Optional<IndexChoice> granted(TableHandle handle, Pushdown pushdown) {
    Selection one = new Selection(pushdown.queries(), null, 1, true);
    TableScan scan = handle.scan(List.of()).selecting(one);
    PageTurns turns = new PageTurns(handle.account());
    try {
      Page page = new SegmentPages(ScanClients.shared(scan.aws()), scan, 0, 1, turns, 1).next();
      return Optional.of(new IndexChoice(handle, pushdown, page.consumedReadUnits()));
    } catch (Unusable e) {
      if (e.getCause() instanceof AwsServiceException cause && AwsFailures.isDenied(cause)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
