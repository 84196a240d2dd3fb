package dev.sluice.source;

import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;

/**
 * Gives a table of a {@link DynamoDbCatalog} one name in all plans: {@code ddb.T} and {@code ddb.default.T} are the same
 * table, and what Spark has cached of it under one name must be found, and dropped after a write, under the other.
 */
final class RootNames extends Rule<LogicalPlan> {
  private static final int IDENTIFIER = 3;

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.resolveOperators(PlanChange.of(RootNames::changed));
  }

  private static LogicalPlan changed(LogicalPlan plan) {
    if (plan instanceof V2WriteCommand command
        && command.table() instanceof DataSourceV2Relation relation) {
      LogicalPlan named = named(relation);
      return named == relation
          ? plan
          : (LogicalPlan) command.withNewTable((DataSourceV2Relation) named);
    }
    return plan instanceof DataSourceV2Relation relation ? named(relation) : plan;
  }

  private static LogicalPlan named(DataSourceV2Relation relation) {
    boolean inNamespace = relation.catalog().isDefined()
        && relation.catalog().get() instanceof DynamoDbCatalog
        && relation.identifier().isDefined()
        && relation.identifier().get().namespace().length > 0;
    return inNamespace
        ? PlanChange.with(
            relation,
            IDENTIFIER,
            Option.apply(Identifier.of(new String[0], relation.identifier().get().name())))
        : relation;
  }
}
