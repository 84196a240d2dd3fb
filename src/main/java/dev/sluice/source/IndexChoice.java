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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What a filter is answered by: the table, or a global index whose Queries give what would take a Scan of it. An index is
 * chosen where that changes no answer: it is complete, projects all attributes, and cannot miss an item that the filter
 * keeps; and, where the cost is known, is the cheaper way. Global indexes are eventually consistent, as the Scan would be;
 * where consistent reads are asked for, none is chosen.
 *
 * @param handle of the table, or of the index with its own capacity
 * @param why it is this one; null: there was no choice
 * @param units that the question took whether the index may be read
 */
record IndexChoice(
    TableHandle handle, Pushdown pushdown, @Nullable String why, double units) {
  /** By Query if the filter has the table's key, else by an index if there is one that may be chosen, else by Scan. */
  static IndexChoice of(TableHandle table, Predicate[] predicates) {
    Pushdown own = Pushdown.of(predicates, table.projected(), table.keys());
    boolean free =
        table.options().index() == null && table.options().indexRule().free();
    return free && own.queries().isEmpty()
        ? new Choosing(table, predicates).choose(own)
        : new IndexChoice(table, own, null, 0);
  }

  /** Collects why indexes are not chosen. */
  private static final class Choosing {
    private final TableHandle table;
    private final Predicate[] predicates;
    private final List<String> reasons = new ArrayList<>();

    Choosing(TableHandle table, Predicate[] predicates) {
      this.table = table;
      this.predicates = predicates;
    }

    IndexChoice choose(Pushdown scan) {
      for (Index index : table.description().indexes()) {
        boolean asked = index.global()
            && !Pushdown.of(predicates, table.schema(), index.keys()).queries().isEmpty();
        Optional<IndexChoice> chosen = asked ? chosen(index) : Optional.empty();
        if (chosen.isPresent()) {
          return chosen.get();
        }
      }
      String by = table.options().indexRule().attribute();
      if (reasons.isEmpty() && by != null) {
        reasons.add("no global index has " + by + " for its partition key");
      }
      return new IndexChoice(table, scan, reasons.isEmpty() ? null : String.join("; ", reasons), 0);
    }

    private Optional<IndexChoice> chosen(Index index) {
      Optional<Pushdown> pushdown =
          Pushdown.byIndex(predicates, table.schema(), index.keys(), table.keys());
      Optional<String> refusal = refusal(index, pushdown.isPresent());
      if (refusal.isPresent() || pushdown.isEmpty()) {
        refusal.ifPresent(reasons::add);
        return Optional.empty();
      }
      TableHandle handle = table.onIndex(index);
      OptionalDouble units = granted(handle, pushdown.get());
      if (units.isEmpty()) {
        reasons.add("index " + index.name() + " may not be read with these rights");
        return Optional.empty();
      }
      WayUnits cost = table.options().indexRule().units();
      return Optional.of(new IndexChoice(
          handle,
          pushdown.get(),
          cost == null ? null : cost.inWords(index.name()),
          units.getAsDouble()));
    }

    private Optional<String> refusal(Index index, boolean hasAll) {
      WayUnits cost = table.options().indexRule().units();
      if (table.options().consistentRead()) {
        return Optional.of("index " + index.name() + " has no consistent reads");
      }
      if (!index.complete()) {
        return Optional.of("index " + index.name() + " is not complete yet");
      }
      if (!index.projection().equals("ALL")) {
        return Optional.of("index " + index.name() + " does not project all attributes");
      }
      if (!hasAll) {
        return Optional.of("index " + index.name() + " has only items with "
            + index.keys().sort().stream().map(key -> key.name()).collect(Collectors.joining(", "))
            + ", which the filter does not demand");
      }
      if (!table.isPaced(index)) {
        return Optional.of("index " + index.name() + " tells no read capacity");
      }
      if (table.options().indexRule().attribute() != null && cost == null) {
        return Optional.of("DynamoDB tells no size yet, nor does the sample: what queries of index "
            + index.name() + " would take is not known");
      }
      return cost == null || cost.queriesAreCheaper()
          ? Optional.empty()
          : Optional.of(cost.inWords(index.name()));
    }

    /** A role that may read the table need not have rights on its indexes, and nothing but asking tells. */
    private static OptionalDouble granted(TableHandle handle, Pushdown pushdown) {
      Selection one = new Selection(pushdown.queries(), null, 1, true);
      TableScan scan = handle.scan(List.of()).selecting(one);
      PageTurns turns = new PageTurns(handle.account());
      try {
        Page page = new SegmentPages(ScanClients.shared(scan.aws()), scan, 0, 1, turns, 1).next();
        return OptionalDouble.of(page.consumedReadUnits());
      } catch (Unusable e) {
        if (e.getCause() instanceof AwsServiceException cause && AwsFailures.isDenied(cause)) {
          return OptionalDouble.empty();
        }
        throw e;
      }
    }
  }
}
