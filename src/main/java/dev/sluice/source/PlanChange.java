package dev.sluice.source;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** A change of a plan's nodes, as Spark's rules expect it. */
final class PlanChange extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
  private final transient UnaryOperator<LogicalPlan> change;

  private PlanChange(UnaryOperator<LogicalPlan> change) {
    this.change = change;
  }

  /** @param change returns a node that it does not change as it is */
  static PlanChange of(UnaryOperator<LogicalPlan> change) {
    return new PlanChange(change);
  }

  /**
   * Returns a node with another parameter, or the node itself if it is the same. Copies by position: the parameters
   * differ between versions of Spark.
   */
  static LogicalPlan with(LogicalPlan plan, int position, Object value) {
    if (plan.productElement(position) == value) {
      return plan;
    }
    Object[] parameters = new Object[plan.productArity()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i == position ? value : plan.productElement(i);
    }
    return plan.makeCopy(parameters);
  }

  @Override
  public boolean isDefinedAt(LogicalPlan plan) {
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // a plan, whichever subtype of it A is
  public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
    return (B) change.apply(plan);
  }
}
