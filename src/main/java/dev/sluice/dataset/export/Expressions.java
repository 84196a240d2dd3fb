package dev.sluice.dataset.export;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.trees.TreePattern;

/** Spark's expressions, as plans have them. */
final class Expressions {
  private Expressions() {}

  /** Returns whether an expression depends on nothing but a row: neither on chance nor on another query. */
  static boolean isOfRowsAlone(Expression condition) {
    return condition.deterministic() && !condition.containsPattern(TreePattern.PLAN_EXPRESSION());
  }

  /** Returns attributes as the expressions they are, in the Seq of this Scala. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T of(Object attributes) {
    return (T) attributes;
  }
}
