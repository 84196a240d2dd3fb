package dev.sluice.derived;

import dev.sluice.sql.AllowedExpressions;
import dev.sluice.sql.PlanParts.Part;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Collect;
import org.apache.spark.sql.types.DataTypes;

/** Finds expressions whose result depends on more than the rows: on their order, the clock or chance. */
final class Stability {
  /** Functions that depend on the order of rows or on chance, although Spark does not know it. */
  private static final Set<String> UNSTABLE =
      Set.of("aes_encrypt", "approx_percentile", "histogram_numeric", "mode", "percentile_approx");

  /** Functions that are deterministic over an ordered window, but not over a group. */
  private static final Set<String> ENDS =
      Set.of("any_value", "first", "first_value", "last", "last_value");

  private static final Set<String> COLLECTING = Set.of("array_agg", "collect_list", "collect_set");

  private static final Set<String> MOMENTS = Set.of("now", "today", "tomorrow", "yesterday");

  private Stability() {}

  /** Returns, before analysis, whether an expression collects a list in the order of the rows. */
  static boolean dependsOnOrder(Part part) {
    return COLLECTING.contains(function(part.expression())) && !sorted(part);
  }

  private static boolean sorted(Part part) {
    if (!(part.parent() instanceof UnresolvedFunction parent)) {
      return false;
    }
    String name = function(parent);
    // a comparison in the query may treat different elements as equal
    boolean natural = name.equals("array_sort") && parent.arguments().size() == 1;
    return natural || name.equals("sort_array");
  }

  /** Returns, before analysis, whether a function depends on order or chance although Spark does not know it. */
  static boolean isUnstable(Part part) {
    String name = function(part.expression());
    boolean ofWindow = part.parent() instanceof WindowExpression
        || part.parent() instanceof UnresolvedWindowExpression;
    return UNSTABLE.contains(name) || (ENDS.contains(name) && !ofWindow);
  }

  /**
   * Returns, after analysis, whether this expression itself, without its arguments, depends on chance, the clock or the
   * order of rows.
   */
  static boolean isNew(Expression expression) {
    if (AllowedExpressions.isClock(expression)) {
      return true;
    }
    return expression.deterministic()
        ? moment(expression)
        : AllowedExpressions.isChance(expression)
            && !(expression instanceof Collect)
            && !(expression instanceof SubqueryExpression);
  }

  /** Returns whether it is an expression such as {@code CAST('now' AS TIMESTAMP)}: the time of the run. */
  private static boolean moment(Expression expression) {
    return expression instanceof Cast cast
        && cast.child() instanceof Literal literal
        && (cast.dataType().equals(DataTypes.DateType)
            || cast.dataType().equals(DataTypes.TimestampType)
            || cast.dataType().equals(DataTypes.TimestampNTZType))
        && MOMENTS.contains(literal.toString().strip().toLowerCase(Locale.ROOT));
  }

  /** Returns the expression's name in SQL. */
  static String name(Expression expression) {
    String function = function(expression);
    return function.isEmpty() ? expression.prettyName() : function;
  }

  /**
   * Returns the function's name before analysis; empty if it is not a function. The parser resolves some aggregates
   * itself.
   */
  private static String function(Expression expression) {
    if (expression instanceof AggregateExpression aggregate) {
      return aggregate.aggregateFunction().prettyName();
    }
    return expression instanceof UnresolvedFunction function
        ? function.nameParts().last().toLowerCase(Locale.ROOT)
        : "";
  }
}
