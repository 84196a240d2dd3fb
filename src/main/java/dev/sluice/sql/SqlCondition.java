package dev.sluice.sql;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.Printable;
import dev.sluice.sql.PlanParts.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.MultiAlias;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A condition on a table's columns, in Spark SQL.
 *
 * @param key the key of the setting that holds it
 * @param text its SQL
 */
public record SqlCondition(String key, String text) {
  private static final String REMEDY =
      "Write a condition on the table's columns, with operators and with functions of numbers, texts, dates, lists and maps.";

  /** The message for text such as {@code a b}: Spark treats a word after an expression as its name. */
  private static final String NAMED =
      "ends in a word that belongs to nothing: is an operator before it, such as and, missing or misspelt?";

  /** Functions that would let an item end a run. */
  private static final Set<String> ENDING = Set.of("assert_true", "raise_error");

  /**
   * Returns the text if Spark's parser accepts it as an allowed expression. {@link #errors} checks columns and types
   * once the table is known.
   *
   * @throws IllegalArgumentException if it is not one, with the reason
   */
  public static String parsed(String text) {
    try {
      String refused = new SqlCondition("", text).refusals().collect(Collectors.joining("; "));
      if (!refused.isEmpty()) {
        throw new IllegalArgumentException(refused, new IllegalArgumentException());
      }
      return text;
    } catch (ParseException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /** Returns the columns, and the paths into them, that a {@linkplain #parsed} text names. */
  public static Set<String> columns(String text) {
    ParserInterface parser = new CatalystSqlParser();
    try {
      return PlanParts.of(parser.parseExpression(text)).columns();
    } catch (ParseException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /**
   * Returns all errors of the condition over rows with these columns. Reads no rows, but evaluates the parts without
   * columns.
   *
   * @return empty if the condition can be {@linkplain #filter applied}
   */
  public List<ConfigError> errors(SparkSession spark, StructType columns) {
    try {
      List<String> refused = refusals().toList();
      if (refused.isEmpty()) {
        QueryExecution query = query(spark, columns);
        refused = refusals(query.analyzed()).toList();
        if (refused.isEmpty()) {
          refused = constantFailure(query).stream().toList();
        }
      }
      return refused.stream()
          .map(problem -> new ConfigError(key, text, problem, REMEDY))
          .toList();
    } catch (AnalysisException e) {
      return List.of(new ConfigError(
          key,
          text,
          firstLine(e),
          "The table's columns are " + Arrays.toString(columns.fieldNames()) + "."));
    }
  }

  /** Returns the rows for which the condition is true. */
  public Dataset<Row> filter(Dataset<Row> rows) {
    return rows.filter(over(rows));
  }

  /** Returns the condition's value in each row; null where SQL gives null. */
  public Column over(Dataset<Row> rows) {
    if (SqlSessions.substitutes(rows.sparkSession()) && text.contains("${")) {
      throw new IllegalStateException("${ in " + key + " would be replaced in this session");
    }
    // uses the parser of the session that the rows belong to
    return rows.sparkSession().withActive(() -> functions.expr(text));
  }

  /**
   * Returns the failure of a job over the rows if the condition caused it by failing on some item.
   *
   * @return empty if something else has failed
   */
  public Optional<DataGateException> failure(Throwable ofJob) {
    return RowFailures.of(ofJob, key, text);
  }

  private QueryExecution query(SparkSession spark, StructType columns) {
    // over rows that the optimizer knows nothing about: over an empty relation it would drop the
    // condition
    JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD();
    return spark.createDataFrame(rows, columns).filter(text).queryExecution();
  }

  /** Evaluates the parts without columns, as every run with this condition does before it reads a row. */
  private static Optional<String> constantFailure(QueryExecution query) {
    try {
      LogicalPlan unused = query.optimizedPlan();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("has a part without columns that fails: " + firstLine(e));
    } catch (OutOfMemoryError e) {
      return Optional.of("has a part without columns whose value is too large for memory");
    }
  }

  private Stream<String> refusals() throws ParseException {
    Expression parsed = new CatalystSqlParser().parseExpression(text);
    if (parsed instanceof Alias || parsed instanceof MultiAlias) {
      return Stream.of(NAMED);
    }
    return PlanParts.of(parsed).expressions().stream()
        .map(Part::expression)
        .flatMap(expression -> refusal(expression).stream())
        .distinct();
  }

  private static Optional<String> refusal(Expression parsed) {
    if (parsed instanceof SubqueryExpression) {
      return Optional.of("has a SELECT in it, which may not be in a condition");
    }
    return AllowedExpressions.refused(parsed)
        .or(() ->
            Optional.of(parsed.prettyName().toLowerCase(Locale.ROOT)).filter(ENDING::contains))
        .map(name -> "calls " + name + ", which may not be in a condition");
  }

  private static Stream<String> refusals(LogicalPlan analyzed) {
    return PlanParts.of(analyzed).expressions().stream()
        .map(Part::expression)
        .filter(e -> AllowedExpressions.isForeign(e) || AllowedExpressions.isChance(e))
        .map(e -> "calls " + e.prettyName()
            + (AllowedExpressions.isForeign(e)
                ? ", which may not be in a condition"
                : ", which gives a different result each time"))
        .distinct();
  }

  /** Returns the first line of Spark's message, without the plan below it. */
  private static String firstLine(Exception e) {
    return Printable.firstLine(e.getMessage(), "is not a condition");
  }
}
