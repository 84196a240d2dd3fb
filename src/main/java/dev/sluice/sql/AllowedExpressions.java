package dev.sluice.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.Iterator;

/**
 * The expressions that a SQL text may contain: operators, and Spark's own functions of some groups. Functions are
 * checked by name before analysis, and by class after it.
 */
public final class AllowedExpressions {
  /** Groups of functions as in Spark's documentation. XML is left out, because a document may name files and hosts. */
  private static final Set<String> GROUPS = Set.of(
      "agg_funcs",
      "array_funcs",
      "bitwise_funcs",
      "collection_funcs",
      "conditional_funcs",
      "conversion_funcs",
      "csv_funcs",
      "datetime_funcs",
      "generator_funcs",
      "hash_funcs",
      "json_funcs",
      "lambda_funcs",
      "map_funcs",
      "math_funcs",
      "predicate_funcs",
      "string_funcs",
      "struct_funcs",
      "url_funcs",
      "window_funcs");

  /**
   * The allowed functions of the group for miscellaneous functions, which also has functions that run code or read the
   * environment.
   */
  private static final Set<String> MISCELLANEOUS = Set.of(
      "aes_decrypt",
      "aes_encrypt",
      "assert_true",
      "bitmap_bit_position",
      "bitmap_bucket_number",
      "bitmap_count",
      "equal_null",
      "hll_sketch_estimate",
      "hll_union",
      "raise_error",
      "try_aes_decrypt",
      "typeof");

  /** Classes that the parser creates for columns and parameters. All other unresolved expressions are functions. */
  private static final Set<String> NAMES = Set.of(
      "NamedParameter",
      "PosParameter",
      "PosParameterAt",
      "UnresolvedAlias",
      "UnresolvedAttribute",
      "UnresolvedExtractValue",
      "UnresolvedOrdinal",
      "UnresolvedRegex",
      "UnresolvedStar",
      "UnresolvedStarExceptOrReplace");

  private static final Set<DataType> TIMES =
      Set.of(DataTypes.DateType, DataTypes.TimestampType, DataTypes.TimestampNTZType);

  private static final String CATALYST = "org.apache.spark.sql.catalyst.";

  private AllowedExpressions() {}

  /** Returns, before analysis, the name of a function that is not allowed; empty if the expression is allowed. */
  public static Optional<String> refused(Expression parsed) {
    if (parsed instanceof UnresolvedFunction function) {
      String name = function.nameParts().mkString(".");
      return function.nameParts().size() == 1 && isAllowed(name)
          ? Optional.empty()
          : Optional.of(name);
    }
    if (parsed instanceof UnresolvedGenerator generator) {
      FunctionIdentifier name = generator.name();
      return name.database().isEmpty() && isAllowed(name.funcName())
          ? Optional.empty()
          : Optional.of(name.unquotedString());
    }
    boolean unresolved = parsed.getClass().getName().startsWith(CATALYST + "analysis.");
    return unresolved && !NAMES.contains(parsed.getClass().getSimpleName())
        ? Optional.of(parsed.prettyName())
        : Optional.empty();
  }

  private static boolean isAllowed(String name) {
    String function = name.toLowerCase(Locale.ROOT);
    Option<ExpressionInfo> builtIn =
        FunctionRegistry$.MODULE$.builtin().lookupFunction(FunctionIdentifier.apply(function));
    return builtIn.isDefined()
        && (GROUPS.contains(builtIn.get().getGroup()) || MISCELLANEOUS.contains(function));
  }

  /** Returns, after analysis, whether it is a user-defined function, or reads the session's user or variables. */
  public static boolean isForeign(Expression analyzed) {
    return analyzed instanceof UserDefinedExpression
        || !analyzed.getClass().getName().startsWith(CATALYST)
        || analyzed.getClass().getSimpleName().equals("VariableReference")
        || (isCurrent(analyzed) && !isClock(analyzed));
  }

  /** Returns, after analysis, whether it returns the time of the run. */
  public static boolean isClock(Expression analyzed) {
    return isCurrent(analyzed) && TIMES.contains(analyzed.dataType());
  }

  private static boolean isCurrent(Expression analyzed) {
    return analyzed.children().isEmpty() && analyzed.containsPattern(TreePattern.CURRENT_LIKE());
  }

  /**
   * Returns, after analysis, whether this expression itself, without its arguments, depends on chance or the order of
   * rows.
   */
  public static boolean isChance(Expression analyzed) {
    if (analyzed.deterministic()) {
      return false;
    }
    for (Iterator<Expression> rest = analyzed.children().iterator(); rest.hasNext(); ) {
      if (!rest.next().deterministic()) {
        return false;
      }
    }
    return true;
  }
}
