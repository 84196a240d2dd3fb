package dev.sluice.scan;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that DynamoDB returns.
 *
 * @param queries key conditions, each a Query that takes a segment's place; empty: all items, by Scan
 * @param filter items for which it is false are read, and paid for, but not returned; null: all are returned
 * @param pageItems items a page has at most; 0: as many as make 1 MB
 * @param countOnly whether pages have counts but no items
 */
public record Selection(
    List<Expression> queries, @Nullable Expression filter, int pageItems, boolean countOnly)
    implements Serializable {
  /** Every item of the table. */
  public static final Selection ALL = new Selection(List.of(), null, 0, false);

  public Selection {
    queries = List.copyOf(queries);
  }
}
