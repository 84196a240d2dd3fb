package dev.sluice.scan;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that DynamoDB returns.
 *
 * @param queries key conditions, each for a Query that replaces a segment; empty: all items, by Scan
 * @param filter the filter expression. Other items are read, and paid for, but not returned; null: all are returned
 * @param pageItems the largest number of items on a page; 0: as many as make 1 MB
 * @param countOnly whether pages have counts but no items
 * @param order the order of a Query's items
 */
public record Selection(
    List<Expression> queries,
    @Nullable Expression filter,
    int pageItems,
    boolean countOnly,
    Order order)
    implements Serializable {
  /** Every item of the table. */
  public static final Selection ALL = new Selection(List.of(), null, 0, false);

  /** The order of a Query's items by their sort key. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  public Selection {
    queries = List.copyOf(queries);
  }

  /** Items in ascending order. */
  public Selection(
      List<Expression> queries, @Nullable Expression filter, int pageItems, boolean countOnly) {
    this(queries, filter, pageItems, countOnly, Order.ASCENDING);
  }

  /** Returns the same items in this order. */
  public Selection in(Order wanted) {
    return new Selection(queries, filter, pageItems, countOnly, wanted);
  }
}
