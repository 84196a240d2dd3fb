package dev.sluice.pushdown;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;

/**
 * Finds predicates whose translation differs from them only for rows in which their column is null: a value of the
 * right DynamoDB type that does not fit the column. A reader that leaves out these rows makes the translation exact.
 */
final class NullCheck {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

  private NullCheck() {}

  /** Returns the check that makes the translation of a predicate exact; empty if none does. */
  static Optional<RowCheck> of(Predicate predicate, StructType schema) {
    boolean negated = predicate.name().equals("NOT");
    return (negated ? operand(predicate) : Optional.of(predicate))
        .flatMap(test -> Leaf.of(test, schema))
        .filter(leaf -> leaf.column().path().isAttribute() && isExactUnlessNull(leaf, !negated))
        .map(leaf -> RowCheck.notNull(leaf.column().path().attribute()));
  }

  private static Optional<Predicate> operand(Predicate negation) {
    return negation.children()[0] instanceof Predicate operand
        ? Optional.of(operand)
        : Optional.empty();
  }

  private static boolean isExactUnlessNull(Leaf leaf, boolean truth) {
    boolean hasNull = leaf.literals().stream().anyMatch(literal -> literal.value() == null);
    return switch (leaf.operator()) {
      case "IS_NOT_NULL" -> truth;
      case "IN" -> (truth || !hasNull) && leaf.operands().isPresent();
      default ->
        COMPARISONS.contains(leaf.operator())
            && !(leaf.column().type() instanceof BooleanType)
            && leaf.operand().isPresent();
    };
  }
}
