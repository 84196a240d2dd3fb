package dev.sluice.source;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;

/**
 * Formats predicates for people. Spark 4 cannot format a NULL among binary literals, so NULL is written without its
 * type.
 */
final class PredicateFormatter {
  private static final Literal<?> NULL = new LiteralValue<>(null, DataTypes.NullType);

  private PredicateFormatter() {}

  /** Returns predicates with the same text. They must not be evaluated. */
  static List<Predicate> of(List<Predicate> predicates) {
    return predicates.stream().map(PredicateFormatter::of).toList();
  }

  private static Predicate of(Predicate predicate) {
    return hasNull(predicate)
        ? new Predicate(
            predicate.name(),
            Arrays.stream(predicate.children())
                .map(PredicateFormatter::of)
                .toArray(Expression[]::new))
        : predicate;
  }

  private static Expression of(Expression expression) {
    if (isNull(expression)) {
      return NULL;
    }
    return expression instanceof Predicate predicate ? of(predicate) : expression;
  }

  private static boolean hasNull(Expression expression) {
    return isNull(expression)
        || Arrays.stream(expression.children()).anyMatch(PredicateFormatter::hasNull);
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Literal<?> literal && literal.value() == null;
  }
}
