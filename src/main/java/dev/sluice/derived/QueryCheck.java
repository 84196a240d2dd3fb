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
 * What a query asks for that it must not, found in the plan that Spark makes of it over tables without a row: it reads the
 * snapshot's tables only, the same tables give the same rows, and the rows can be written.
 */
final class QueryCheck {
  /** The parser itself replaces these. */
  private static final Pattern MOMENT = Pattern.compile(
      "\\b(DATE|TIMESTAMP|TIMESTAMP_LTZ|TIMESTAMP_NTZ)\\s*['\"]\\s*(NOW|TODAY|TOMORROW|YESTERDAY)\\b",
      Pattern.CASE_INSENSITIVE);

  private final SparkSession session;
  private final TableViews tables;
  private final Query query;
  private final List<ConfigError> faults = new ArrayList<>();

  /**
   * @param session for queries
   * @param tables without a row
   */
  QueryCheck(SparkSession session, TableViews tables, Query query) {
    this.session = session;
    this.tables = tables;
    this.query = query;
  }

  /** Everything that is wrong with it. */
  List<ConfigError> faults() {
    try {
      check();
    } catch (AnalysisException e) {
      fault(query.shown(), Printable.firstLine(e.getMessage(), "unknown"), tables.known());
    }
    return List.copyOf(faults);
  }

  private void check() throws AnalysisException {
    PlanParts parsed = PlanParts.of(session, query.sql());
    if (!parsed.isQuery()) {
      fault(query.shown(), "is no query", "Write one SELECT.");
      return;
    }
    if (MOMENT.matcher(query.sql()).find()) {
      fault("DATE or TIMESTAMP", "of a word is that of the run", "Write the day or the time.");
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
        .forEach((column, problem) -> fault(column, problem.text(), problem.remedy()));
  }

  /** What is refused for another reason too is told with that one. */
  private void foreign(String name) {
    if (faults.stream().noneMatch(fault -> fault.value().equalsIgnoreCase(name))) {
      fault(
          name,
          "may not be in a query",
          "Leave it out: a query reads the snapshot's tables, with Spark's own functions.");
    }
  }

  private void ordered(Part part) {
    if (Stability.hangsOnOrder(part)) {
      fault(
          Stability.name(part.expression()),
          "gives its elements in the order in which rows come, which is another each time",
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
      fault(
          Stability.name(part.expression()),
          "gives something else each time",
          "Leave it out: a run that is resumed must give the same rows.");
    }
  }

  private void rows(LogicalPlan node) {
    if (node instanceof Sort) {
      fault(
          "ORDER BY",
          "says nothing: rows are written in the order of their columns, the first column first",
          "Leave it out, and put first what rows shall be ordered by.");
    } else if (node instanceof GlobalLimit || node instanceof Offset || node instanceof Sample) {
      fault(
          node instanceof Sample ? "TABLESAMPLE" : node instanceof Offset ? "OFFSET" : "LIMIT",
          "takes rows in the order in which they come, which is another each time",
          "Number them, row_number() OVER (ORDER BY …), and keep those of the numbers wanted.");
    } else if (node.children().isEmpty() && !ofSnapshot(node)) {
      fault(
          query.shown(),
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

  private void fault(String value, String problem, String remedy) {
    ConfigError fault = new ConfigError(query.key(), value, problem, remedy);
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }
}
