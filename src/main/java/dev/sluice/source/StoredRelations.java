package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractPartialFunction;

/**
 * Replaces each {@link StoredRelation} in a query by a {@link SluiceTable}, so that such tables are read and written as
 * all others: with Queries, exact filters, counts, and columns by position.
 */
final class StoredRelations extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.resolveOperators(new Replacing());
  }

  /** Returns the failure of a session that has no such rule. */
  static InvalidConfigurationException missing() {
    return new InvalidConfigurationException(
        List.of(
            new ConfigError(
                "spark.sql.extensions",
                "",
                "this session started without Sluice's jar, so it cannot read tables that were made with USING sluice",
                "Start it with the jar on its class path (--jars, --packages or spark.jars), or read with"
                    + " format(\"sluice\").")));
  }

  private static final class Replacing extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return isStored(plan)
          || (plan instanceof InsertIntoStatement insert && isStored(insert.table()));
    }

    @Override
    @SuppressWarnings("unchecked") // a plan, whichever subtype of it A is
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      if (plan instanceof InsertIntoStatement insert && isStored(insert.table())) {
        return (B) intoTable(insert);
      }
      return plan instanceof LogicalRelation relation
              && relation.relation() instanceof StoredRelation stored
          ? (B) asTable(relation, stored)
          : otherwise.apply(plan);
    }
  }

  private static boolean isStored(LogicalPlan plan) {
    return plan instanceof LogicalRelation relation
        && relation.relation() instanceof StoredRelation;
  }

  /** Keeps the relation's columns, to which the query may refer already. */
  private static LogicalPlan asTable(LogicalRelation relation, StoredRelation stored) {
    DataSourceV2Relation made =
        DataSourceV2Relation.create(stored.table(), Option.empty(), Option.empty());
    return copy(made, 1, relation.output());
  }

  private static LogicalPlan intoTable(InsertIntoStatement insert) {
    LogicalRelation relation = (LogicalRelation) insert.table();
    return copy(insert, 0, asTable(relation, (StoredRelation) relation.relation()));
  }

  /** Copies by parameter position: the parameters differ between versions of Spark. */
  private static LogicalPlan copy(LogicalPlan plan, int position, Object value) {
    Object[] parameters = new Object[plan.productArity()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i == position ? value : plan.productElement(i);
    }
    return plan.makeCopy(parameters);
  }
}
