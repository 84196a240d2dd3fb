package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import java.io.Serializable;
import java.util.List;

/**
 * What a row must satisfy besides the key condition of its Query, so that the condition means the same as the
 * predicates that it comes from. The reader checks it. A value of the sort key that does not fit its column is null
 * there, although it lies in the range. BETWEEN includes both of its ends.
 *
 * @param column an attribute of the sort key; it must not be null
 * @param excluded the values that it must not equal
 */
public record RowCheck(String column, List<Expression.Value> excluded) implements Serializable {
  public RowCheck {
    excluded = List.copyOf(excluded);
  }
}
