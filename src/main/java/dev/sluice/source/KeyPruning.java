package dev.sluice.source;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.DynamicPruningSubquery;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractPartialFunction;

/**
 * Spark's dynamic pruning of one column of a scan.
 *
 * @param column the scan's column
 * @param values its values
 */
record KeyPruning(Attribute column, Values values) {
  /** The place among the constructor's parameters: an int in Spark 3.5, a sequence of them in Spark 4. */
  private static final int PLACE = 3;

  /**
   * The values of a column.
   *
   * @param plan gives them: the other side of the join, or a part of it
   * @param keys all keys of the plan, as Spark broadcasts them
   * @param place the place of the column's key among them, from 0
   * @param onlyReused whether the column is pruned only if Spark broadcasts the plan for the join
   */
  record Values(LogicalPlan plan, List<Expression> keys, int place, boolean onlyReused) {}

  /** Returns whether a plan has a dynamic pruning. */
  static boolean isIn(LogicalPlan plan) {
    return (plan instanceof Filter filter && !prunings(filter.condition()).isEmpty())
        || PassedValues.list(plan.children()).stream().anyMatch(KeyPruning::isIn);
  }

  /** Adds the pruning to a plan with the scan, unless there is one already that is applied as often. */
  LogicalPlan addedTo(LogicalPlan plan) {
    return isCovered(plan) ? plan : plan.transformUp(new Adding(column, subquery()));
  }

  private boolean isCovered(LogicalPlan plan) {
    boolean here = plan instanceof Filter filter
        && prunings(filter.condition()).stream()
            .anyMatch(p -> KeyedRelation.isSame(p.pruningKey(), column)
                && p.buildQuery().sameResult(values.plan)
                && (values.onlyReused || !p.onlyInBroadcast()));
    return here || PassedValues.list(plan.children()).stream().anyMatch(this::isCovered);
  }

  private static List<DynamicPruningSubquery> prunings(Expression condition) {
    return condition instanceof DynamicPruningSubquery pruning
        ? List.of(pruning)
        : PassedValues.list(condition.children()).stream()
            .flatMap(child -> prunings(child).stream())
            .toList();
  }

  private Expression subquery() {
    Constructor<?> constructor = DynamicPruningSubquery.class.getConstructors()[0];
    Object where = constructor.getParameterTypes()[PLACE] == int.class
        ? values.place
        : PassedValues.seq(List.of(values.place));
    try {
      return (Expression) constructor.newInstance(
          column,
          values.plan,
          PassedValues.seq(values.keys),
          where,
          values.onlyReused,
          NamedExpression$.MODULE$.newExprId(),
          Option.empty());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Spark has another DynamicPruningSubquery", e);
    }
  }

  /** Puts a filter on the scan that has the column. */
  private static final class Adding extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private final transient Attribute column;
    private final transient Expression condition;

    Adding(Attribute column, Expression condition) {
      this.column = column;
      this.condition = condition;
    }

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof DataSourceV2ScanRelation relation && has(relation).isPresent();
    }

    private Optional<Attribute> has(DataSourceV2ScanRelation relation) {
      return PassedValues.list(relation.output()).stream()
          .filter(own -> KeyedRelation.isSame(own, column))
          .map(Attribute.class::cast)
          .findFirst();
    }

    @Override
    @SuppressWarnings("unchecked") // a plan, whichever subtype of it A is
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      return isDefinedAt(plan) ? (B) new Filter(condition, plan) : otherwise.apply(plan);
    }
  }
}
