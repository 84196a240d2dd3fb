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
 * @param other the side of the join that has the values
 * @param keys all keys of that side, as Spark broadcasts them
 * @param place the place of the column's key among them, from 0
 */
record KeyPruning(Attribute column, LogicalPlan other, List<Expression> keys, int place) {
  /** The place among the constructor's parameters: an int in Spark 3.5, a sequence of them in Spark 4. */
  private static final int PLACE = 3;

  /** Returns whether a plan has a dynamic pruning. */
  static boolean isIn(LogicalPlan plan) {
    return plan instanceof Filter filter && !prunings(filter.condition()).isEmpty()
        || PassedValues.list(plan.children()).stream().anyMatch(KeyPruning::isIn);
  }

  /**
   * Adds the pruning to a plan with the scan, unless there is one already that is applied as often.
   *
   * @param onlyReused whether it is left out if the other side is not broadcast for the join
   */
  LogicalPlan addedTo(LogicalPlan plan, boolean onlyReused) {
    return isCovered(plan, onlyReused)
        ? plan
        : plan.transformUp(new Adding(column, subquery(onlyReused)));
  }

  private boolean isCovered(LogicalPlan plan, boolean onlyReused) {
    boolean here = plan instanceof Filter filter
        && prunings(filter.condition()).stream()
            .anyMatch(p -> KeyedRelation.isSame(p.pruningKey(), column)
                && p.buildQuery().sameResult(other)
                && (onlyReused || !p.onlyInBroadcast()));
    return here
        || PassedValues.list(plan.children()).stream().anyMatch(c -> isCovered(c, onlyReused));
  }

  private static List<DynamicPruningSubquery> prunings(Expression condition) {
    return condition instanceof DynamicPruningSubquery pruning
        ? List.of(pruning)
        : PassedValues.list(condition.children()).stream()
            .flatMap(child -> prunings(child).stream())
            .toList();
  }

  private Expression subquery(boolean onlyReused) {
    Constructor<?> constructor = DynamicPruningSubquery.class.getConstructors()[0];
    Object where = constructor.getParameterTypes()[PLACE] == int.class
        ? place
        : PassedValues.seq(List.of(place));
    try {
      return (Expression) constructor.newInstance(
          column,
          other,
          PassedValues.seq(keys),
          where,
          onlyReused,
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
