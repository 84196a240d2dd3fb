package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Properties of the rows that Queries find.
 *
 * @param fixed for each Query the key attributes that have one value there: those of the partition key, and those of
 *     the sort key that are compared by equality
 * @param checks what rows must satisfy besides
 */
public record QueryKeys(List<Map<String, Expression.Value>> fixed, List<RowCheck> checks) {
  static final QueryKeys NONE = new QueryKeys(List.of(), List.of());

  public QueryKeys {
    fixed = List.copyOf(fixed);
    checks = List.copyOf(checks);
  }

  /** Returns the same keys with more checks. */
  QueryKeys checking(List<RowCheck> more) {
    return new QueryKeys(
        fixed, Stream.concat(checks.stream(), more.stream()).distinct().toList());
  }

  /** Returns the names of the attributes that have one value in each Query. */
  public Set<String> names() {
    return fixed.isEmpty() ? Set.of() : fixed.get(0).keySet();
  }

  /** Returns whether a check excludes null from a column. */
  boolean isChecked(String column) {
    return checks.stream().anyMatch(check -> check.column().equals(column));
  }
}
