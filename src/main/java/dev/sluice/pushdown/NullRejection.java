package dev.sluice.pushdown;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/**
 * Finds the columns that cannot be null in a row for which a predicate is TRUE, by SQL's rules alone: whoever evaluates
 * the predicate, an IS NOT NULL beside it adds nothing.
 */
final class NullRejection {
  /** Operators whose result is null if one of their operands is. */
  private static final Set<String> NULL_INTOLERANT =
      Set.of("=", "<>", "<", "<=", ">", ">=", "STARTS_WITH", "ENDS_WITH", "CONTAINS");

  private static final String IS_NOT_NULL = "IS_NOT_NULL";

  private NullRejection() {}

  /**
   * Returns whether a predicate is an IS NOT NULL that one of the others implies. Predicates that are implied may be
   * left out together, because none of them is implied by another one for the same column.
   */
  static boolean isImplied(Predicate predicate, List<Predicate> others) {
    Set<List<String>> wanted = tested(predicate);
    return !wanted.isEmpty()
        && others.stream().anyMatch(other -> strictly(other).containsAll(wanted));
  }

  /** Returns the column of an IS NOT NULL; empty if the predicate is another one. */
  private static Set<List<String>> tested(Predicate predicate) {
    return predicate.name().equals(IS_NOT_NULL) ? references(predicate) : Set.of();
  }

  /** Returns the columns that a predicate implies not to be null, without the one that an IS NOT NULL itself tests. */
  private static Set<List<String>> strictly(Predicate predicate) {
    Set<List<String>> implied = new HashSet<>(withContaining(notNull(predicate, true)));
    implied.removeAll(tested(predicate));
    return implied;
  }

  /** Adds the structs that contain the columns: a field of a null struct is null. */
  private static Set<List<String>> withContaining(Set<List<String>> columns) {
    return columns.stream()
        .flatMap(path -> IntStream.rangeClosed(1, path.size()).mapToObj(n -> path.subList(0, n)))
        .collect(Collectors.toSet());
  }

  private static Set<List<String>> notNull(Expression expression, boolean truth) {
    List<Expression> parts = Arrays.asList(expression.children());
    if (!(expression instanceof Predicate predicate)) {
      return Set.of();
    }
    return switch (predicate.name()) {
      case "NOT" -> notNull(parts.get(0), !truth);
      case "AND" -> truth ? ofAll(parts, true) : ofAny(parts, false);
      case "OR" -> truth ? ofAny(parts, true) : ofAll(parts, false);
      default -> leaf(predicate, truth) ? references(predicate) : Set.of();
    };
  }

  /** Returns whether the columns of a leaf cannot be null if it is TRUE, or FALSE. */
  private static boolean leaf(Predicate predicate, boolean truth) {
    return switch (predicate.name()) {
      case IS_NOT_NULL -> truth;
      case "IS_NULL" -> !truth;
      // FALSE for every value, also for null, if there is nothing to find it in
      case "IN" -> truth || predicate.children().length > 1;
      case "<=>" -> truth && hasValue(predicate);
      default -> NULL_INTOLERANT.contains(predicate.name());
    };
  }

  private static boolean hasValue(Predicate predicate) {
    return Arrays.stream(predicate.children())
        .anyMatch(c -> c instanceof Literal<?> literal && literal.value() != null);
  }

  /** Returns the operands that are columns. For IN only the value that is looked for. */
  private static Set<List<String>> references(Predicate predicate) {
    Stream<Expression> operands = Arrays.stream(predicate.children());
    return (predicate.name().equals("IN") ? operands.limit(1) : operands)
        .filter(NamedReference.class::isInstance)
        .map(c -> List.of(((NamedReference) c).fieldNames()))
        .collect(Collectors.toSet());
  }

  /** Returns the columns if all parts are TRUE, or FALSE. */
  private static Set<List<String>> ofAll(List<Expression> parts, boolean truth) {
    Set<List<String>> all = new HashSet<>();
    parts.forEach(part -> all.addAll(withContaining(notNull(part, truth))));
    return all;
  }

  /** Returns the columns if at least one part is TRUE, or FALSE, whichever it is. */
  private static Set<List<String>> ofAny(List<Expression> parts, boolean truth) {
    return parts.stream()
        .map(part -> withContaining(notNull(part, truth)))
        .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
