package dev.sluice.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * The nodes and expressions of a plan, including those of its subqueries and common table expressions.
 *
 * @param nodes the nodes of the plan
 * @param expressions the expressions of the nodes
 */
public record PlanParts(List<LogicalPlan> nodes, List<Part> expressions) {
  /**
   * An expression and its parent.
   *
   * @param parent the expression that has this one as an argument; null: none
   */
  public record Part(Expression expression, @Nullable Expression parent) {}

  /** Returns the parts of a query that a session's parser has parsed, before analysis. */
  public static PlanParts of(SparkSession session, String query) throws ParseException {
    return of(session.sessionState().sqlParser().parsePlan(query));
  }

  /** Returns the parts of an expression. */
  public static PlanParts of(Expression expression) {
    PlanParts parts = new PlanParts(new ArrayList<>(), new ArrayList<>());
    parts.add(expression, null);
    return parts;
  }

  /** Returns the parts of a plan, analyzed or not. */
  public static PlanParts of(LogicalPlan plan) {
    PlanParts parts = new PlanParts(new ArrayList<>(), new ArrayList<>());
    parts.add(plan);
    return parts;
  }

  /** Returns whether the plan only reads, and only by Spark's own means. */
  public boolean isQuery() {
    return nodes.stream()
        .noneMatch(node -> node instanceof Command
            || node instanceof ParsedStatement
            || node instanceof ScriptTransformation);
  }

  /** Returns, before analysis, the names of the tables and common table expressions that the plan reads. */
  public Set<String> tables() {
    Set<String> tables = new HashSet<>();
    for (LogicalPlan node : nodes) {
      if (node instanceof UnresolvedRelation table
          && table.multipartIdentifier().size() == 1) {
        tables.add(table.multipartIdentifier().head());
      }
    }
    return tables;
  }

  /**
   * Returns, before analysis, the names that may be columns, and the paths into them. The first name of a path may be a
   * table's, so each path is also included without it.
   */
  public Set<String> columns() {
    Set<String> columns = new HashSet<>();
    for (Part part : expressions) {
      if (part.expression() instanceof UnresolvedAttribute named) {
        List<String> names = new ArrayList<>();
        each(named.nameParts(), names::add);
        columns.add(String.join(".", names));
        columns.add(String.join(".", names.subList(Math.min(1, names.size() - 1), names.size())));
      }
    }
    return columns;
  }

  private void add(LogicalPlan plan) {
    nodes.add(plan);
    each(plan.expressions(), expression -> add(expression, null));
    each(plan.children(), this::add);
    // common table expressions, before they are analyzed
    each(plan.innerChildren(), inner -> {
      if (inner instanceof LogicalPlan table) {
        add(table);
      }
    });
  }

  private void add(Expression expression, @Nullable Expression parent) {
    expressions.add(new Part(expression, parent));
    if (expression instanceof SubqueryExpression subquery) {
      add(subquery.plan());
    }
    each(expression.children(), child -> add(child, expression));
  }

  private static <T> void each(Seq<T> all, Consumer<T> visit) {
    for (Iterator<T> rest = all.iterator(); rest.hasNext(); ) {
      visit.accept(rest.next());
    }
  }
}
