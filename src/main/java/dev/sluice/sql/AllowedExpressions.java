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
 * The expressions that a SQL text may consist of: operators, and Spark's own functions of the groups named here. By name
 * before analysis, where a function still is what was written; by what it has become after.
 */
public final class AllowedExpressions {
  /** As Spark's documentation groups its functions. XML is left out: a document may name files and hosts. */
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

  /** Of the group of all others, which has those that run code and tell of the cluster. */
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

  /** What a parser makes of columns and of values that are not given; of other names that it cannot resolve there are functions. */
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

  /** The name of what is not allowed here, before analysis; empty where the expression is. */
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

  /** Whether, after analysis, it is somebody's own function, or tells of the session: who runs it, its variables. */
  public static boolean isForeign(Expression analyzed) {
    return analyzed instanceof UserDefinedExpression
        || !analyzed.getClass().getName().startsWith(CATALYST)
        || analyzed.getClass().getSimpleName().equals("VariableReference")
        || (isCurrent(analyzed) && !isClock(analyzed));
  }

  /** Whether, after analysis, it is the time of the run. */
  public static boolean isClock(Expression analyzed) {
    return isCurrent(analyzed) && TIMES.contains(analyzed.dataType());
  }

  private static boolean isCurrent(Expression analyzed) {
    return analyzed.children().isEmpty() && analyzed.containsPattern(TreePattern.CURRENT_LIKE());
  }

  /** Whether, after analysis, it is here that chance or the order of rows comes in. */
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
