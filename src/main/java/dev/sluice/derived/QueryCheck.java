package dev.sluice.derived;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.Printable;
import dev.sluice.sql.AllowedExpressions;
import dev.sluice.sql.PlanParts;
import dev.sluice.sql.PlanParts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;

/**
 * Checks a query by the plan that Spark makes of it over empty tables. The query may read only the snapshot's tables,
 * must give the same rows for the same tables, and may return only types that Parquet has. Reads no items.
 */
final class QueryCheck {
  /** Literals that the parser itself replaces by the time of the run. */
  private static final Pattern MOMENT = Pattern.compile(
      "\\b(DATE|TIMESTAMP|TIMESTAMP_LTZ|TIMESTAMP_NTZ)\\s*['\"]\\s*(NOW|TODAY|TOMORROW|YESTERDAY)\\b",
      Pattern.CASE_INSENSITIVE);

  private final SparkSession session;
  private final TableViews tables;
  private final Query query;
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * Creates the check.
   *
   * @param session the session for queries
   * @param tables the tables, without rows
   */
  QueryCheck(SparkSession session, TableViews tables, Query query) {
    this.session = session;
    this.tables = tables;
    this.query = query;
  }

  /** Returns all errors of the query. */
  List<ConfigError> errors() {
    try {
      check();
    } catch (AnalysisException e) {
      error(query.displayed(), Printable.firstLine(e.getMessage(), "unknown"), tables.known());
    }
    return List.copyOf(errors);
  }

  private void check() throws AnalysisException {
    PlanParts parsed = PlanParts.of(session, query.sql());
    if (!parsed.isQuery()) {
      error(query.displayed(), "is not a query", "Write one SELECT.");
      return;
    }
    if (MOMENT.matcher(query.sql()).find()) {
      error("DATE or TIMESTAMP", "of a word is that of the run", "Write the day or the time.");
    }
    parsed.expressions().forEach(this::ordered);
    tables.register(parsed.tables());
    analyzed(session.sql(query.sql()).queryExecution().analyzed());
    parsed.expressions().stream()
        .flatMap(part -> AllowedExpressions.refused(part.expression()).stream())
        .forEach(this::foreign);
  }

  private void analyzed(LogicalPlan plan) {
    PlanParts parts = PlanParts.of(plan);
    parts.nodes().forEach(this::rows);
    parts.expressions().forEach(this::stable);
    OutputCheck.problems(plan.schema())
        .forEach((column, problem) -> error(column, problem.text(), problem.remedy()));
  }

  /** Reports a function that is not allowed, unless it is already reported for another reason. */
  private void foreign(String name) {
    if (errors.stream().noneMatch(error -> error.value().equalsIgnoreCase(name))) {
      error(
          name,
          "may not be in a query",
          "Leave it out: a query reads the snapshot's tables, with Spark's own functions.");
    }
  }

  private void ordered(Part part) {
    if (Stability.dependsOnOrder(part)) {
      error(
          Stability.name(part.expression()),
          "gives its elements in the order in which rows come, which differs each time",
          "Write array_sort(" + Stability.name(part.expression()) + "(…)).");
    } else {
      unstable(Stability.isUnstable(part), part);
    }
  }

  private void stable(Part part) {
    if (AllowedExpressions.isForeign(part.expression())) {
      foreign(Stability.name(part.expression()));
      return;
    }
    unstable(Stability.isNew(part.expression()), part);
  }

  private void unstable(boolean is, Part part) {
    if (is) {
      error(
          Stability.name(part.expression()),
          "gives a different result each time",
          "Leave it out: a run that is resumed must give the same rows.");
    }
  }

  private void rows(LogicalPlan node) {
    if (node instanceof Sort) {
      error(
          "ORDER BY",
          "has no effect: rows are written in the order of their columns, the first column first",
          "Leave it out, and put first what rows shall be ordered by.");
    } else if (node instanceof GlobalLimit || node instanceof Offset || node instanceof Sample) {
      error(
          node instanceof Sample ? "TABLESAMPLE" : node instanceof Offset ? "OFFSET" : "LIMIT",
          "takes rows in the order in which they come, which differs each time",
          "Number them, row_number() OVER (ORDER BY …), and keep those of the numbers wanted.");
    } else if (node.children().isEmpty() && !ofSnapshot(node)) {
      error(
          query.displayed(),
          "reads a table that is not of this snapshot: " + node.nodeName(),
          tables.known());
    }
  }

  private static boolean ofSnapshot(LogicalPlan leaf) {
    return leaf instanceof LocalRelation
        || leaf instanceof OneRowRelation
        || leaf instanceof Range
        || leaf instanceof CTERelationRef;
  }

  private void error(String value, String problem, String remedy) {
    ConfigError error = new ConfigError(query.key(), value, problem, remedy);
    if (!errors.contains(error)) {
      errors.add(error);
    }
  }
}
