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

/** Which expressions give the same whenever the same rows are given to them, in whatever order. */
final class Stability {
  /** Spark does not know of these that their result hangs on the order of rows, or on chance. */
  private static final Set<String> UNSTABLE =
      Set.of("aes_encrypt", "approx_percentile", "histogram_numeric", "mode", "percentile_approx");

  /** Of an ordered window they are what they say; of a group whichever row came first. */
  private static final Set<String> ENDS =
      Set.of("any_value", "first", "first_value", "last", "last_value");

  private static final Set<String> COLLECTING = Set.of("array_agg", "collect_list", "collect_set");

  private static final Set<String> MOMENTS = Set.of("now", "today", "tomorrow", "yesterday");

  private Stability() {}

  /** Before analysis: whether a list is made whose elements are in no order of their own. */
  static boolean hangsOnOrder(Part part) {
    return COLLECTING.contains(function(part.expression())) && !sorted(part);
  }

  private static boolean sorted(Part part) {
    if (!(part.parent() instanceof UnresolvedFunction parent)) {
      return false;
    }
    String name = function(parent);
    // a comparison of one's own may call different elements equal
    boolean natural = name.equals("array_sort") && parent.arguments().size() == 1;
    return natural || name.equals("sort_array");
  }

  /** Before analysis: whether a function is one of those of which Spark does not know it. */
  static boolean isUnstable(Part part) {
    String name = function(part.expression());
    boolean ofWindow = part.parent() instanceof WindowExpression
        || part.parent() instanceof UnresolvedWindowExpression;
    return UNSTABLE.contains(name) || (ENDS.contains(name) && !ofWindow);
  }

  /** After analysis: whether it is here that chance, the clock or the order of rows comes in. */
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

  /** {@code CAST('now' AS TIMESTAMP)} is the time of the run. */
  private static boolean moment(Expression expression) {
    return expression instanceof Cast cast
        && cast.child() instanceof Literal literal
        && (cast.dataType().equals(DataTypes.DateType)
            || cast.dataType().equals(DataTypes.TimestampType)
            || cast.dataType().equals(DataTypes.TimestampNTZType))
        && MOMENTS.contains(literal.toString().strip().toLowerCase(Locale.ROOT));
  }

  /** How the expression is called in SQL. */
  static String name(Expression expression) {
    String function = function(expression);
    return function.isEmpty() ? expression.prettyName() : function;
  }

  /** Empty where it is not one, or is analyzed; the parser itself knows some that aggregate. */
  private static String function(Expression expression) {
    if (expression instanceof AggregateExpression aggregate) {
      return aggregate.aggregateFunction().prettyName();
    }
    return expression instanceof UnresolvedFunction function
        ? function.nameParts().last().toLowerCase(Locale.ROOT)
        : "";
  }
}
