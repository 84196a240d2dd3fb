package dev.sluice.source;

import dev.sluice.access.QueryWorth;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * The distinct values of a plan's column, of which there may be many more than can be used. They pass through the
 * driver, so at most one more than can be used is taken, and then all are ignored.
 */
final class DistinctKeys {
  private static final int MAX = QueryWorth.MAX_QUERIES;

  private DistinctKeys() {}

  /** Returns the values, or one more than can be used of them. */
  static LogicalPlan of(LogicalPlan plan, Attribute column) {
    Expression limit = Literal.create(MAX + 1, DataTypes.IntegerType);
    return new GlobalLimit(limit, new LocalLimit(limit, distinct(plan, column)));
  }

  /** Returns whether values are all that there are. */
  static boolean isComplete(int values) {
    return values <= MAX;
  }

  /** Spark 4 has one more parameter, a hint. */
  private static LogicalPlan distinct(LogicalPlan plan, Attribute column) {
    Constructor<?> constructor = Aggregate.class.getConstructors()[0];
    Object columns = PassedValues.seq(List.of(column));
    try {
      return (LogicalPlan)
          (constructor.getParameterCount() == 3
              ? constructor.newInstance(columns, columns, plan)
              : constructor.newInstance(columns, columns, plan, Option.empty()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Spark has another Aggregate", e);
    }
  }
}
