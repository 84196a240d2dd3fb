package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import java.io.Serializable;
import java.util.List;

/**
 * A condition of rows besides the conditions of their Query, so that these mean the same as the predicates that they
 * come from. The reader checks it. A value that does not fit its column is null there, although DynamoDB finds it in the
 * range. BETWEEN includes both of its ends.
 *
 * @param column a top-level attribute; it must not be null
 * @param excluded the values that it must not equal
 */
public record RowCheck(String column, List<Expression.Value> excluded) implements Serializable {
  public RowCheck {
    excluded = List.copyOf(excluded);
  }

  static RowCheck notNull(String column) {
    return new RowCheck(column, List.of());
  }
}
