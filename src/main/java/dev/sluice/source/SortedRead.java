package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadPlan;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.pushdown.SortKeyOrder;
import dev.sluice.scan.Selection.Order;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.types.StructType;

/**
 * The first rows of each Query by the sort key. Spark sorts the rows of all Queries again.
 *
 * <p>A value of the sort key that does not fit its column is null in its row. Such a row comes with the others, but
 * does not count: if nulls are last, it is wanted only if there are too few others.
 *
 * @param columns the columns by which Spark sorts, for people
 * @param counted the columns that must not be null in a row that counts
 * @param rows the number of rows that count
 */
record SortedRead(Order order, List<String> columns, List<String> counted, int rows)
    implements Serializable {
  SortedRead {
    columns = List.copyOf(columns);
    counted = List.copyOf(counted);
  }

  /** Returns whether Queries of the plan can be read one after the other, each up to the row that is enough. */
  static boolean isPossible(ReadPlan plan) {
    return plan.path() instanceof AccessPath.Query && plan.positions().isEmpty();
  }

  /**
   * Returns the read; empty if the rows of one Query do not come in this order.
   *
   * @param plan with the Queries of the pushdown
   * @param schema the columns that can be read
   */
  static Optional<SortedRead> of(
      SortOrder[] orders, int rows, Pushdown pushdown, ReadPlan plan, StructType schema) {
    if (!isPossible(plan)) {
      return Optional.empty();
    }
    // an index may have several items under one key
    boolean unique = plan.index() == null;
    List<SortKeyOrder.Attribute> attributes =
        SortKeyOrder.of(pushdown, schema, plan.projection().keys());
    return of(orders, rows, attributes, pushdown.keys().names(), unique);
  }

  /**
   * Returns the read; empty if the rows of one Query do not come in this order.
   *
   * @param attributes those by which the rows of a Query are ordered
   * @param fixed those that have one value in each Query
   * @param unique whether no two rows of a Query are equal in all attributes
   */
  static Optional<SortedRead> of(
      SortOrder[] orders,
      int rows,
      List<SortKeyOrder.Attribute> attributes,
      Set<String> fixed,
      boolean unique) {
    return new Matching(attributes.iterator(), fixed, unique)
        .match(orders)
        .map(match -> match.read(rows));
  }

  /** Returns the text in the output of EXPLAIN. */
  String text() {
    return columns.isEmpty()
        ? "first " + rows + " of each Query"
        : "top " + rows + " by " + String.join(", ", columns)
            + (order == Order.ASCENDING ? " ascending" : " descending");
  }

  /** Compares Spark's order with that of the rows of a Query, from left to right. */
  private static final class Matching {
    private final Iterator<SortKeyOrder.Attribute> attributes;
    private final Set<String> fixed;
    private final boolean unique;
    private final List<String> columns = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private Order order = Order.ASCENDING;

    Matching(Iterator<SortKeyOrder.Attribute> attributes, Set<String> fixed, boolean unique) {
      this.attributes = attributes;
      this.fixed = fixed;
      this.unique = unique;
    }

    SortedRead read(int rows) {
      return new SortedRead(order, columns, counted, rows);
    }

    Optional<Matching> match(SortOrder[] orders) {
      for (SortOrder wanted : orders) {
        String name = name(wanted);
        if (!fixed.contains(name)) {
          if (unique && !columns.isEmpty() && !attributes.hasNext()) {
            return Optional.of(this); // no two rows of a Query are equal so far
          }
          if (!attributes.hasNext() || !matches(wanted, name, attributes.next())) {
            return Optional.empty();
          }
        }
      }
      return Optional.of(this);
    }

    private boolean matches(SortOrder wanted, String name, SortKeyOrder.Attribute attribute) {
      Order direction =
          wanted.direction() == SortDirection.ASCENDING ? Order.ASCENDING : Order.DESCENDING;
      if (columns.isEmpty()) {
        order = direction;
      }
      columns.add(name);
      if (attribute.mayBeNull()) {
        counted.add(name);
      }
      return name.equals(attribute.name())
          && order == direction
          && (!attribute.mayBeNull() || wanted.nullOrdering() == NullOrdering.NULLS_LAST);
    }

    /** Returns the name of a column; empty if Spark orders by something else. */
    private static String name(SortOrder wanted) {
      return wanted.expression() instanceof NamedReference reference
              && reference.fieldNames().length == 1
          ? reference.fieldNames()[0]
          : "";
    }
  }
}
