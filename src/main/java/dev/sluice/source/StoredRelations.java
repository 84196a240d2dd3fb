package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.execution.command.TruncateTableCommand;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;

/**
 * Replaces each {@link StoredRelation} in a query by a {@link SluiceTable}, so that such tables are read and written as
 * all others: with Queries, exact filters, counts, and columns by position.
 */
final class StoredRelations extends Rule<LogicalPlan> {
  private final SparkSession session;

  StoredRelations(SparkSession session) {
    this.session = session;
  }

  /** A query that names a table several times reads one table, with one budget. */
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<StoredRelation, SluiceTable> tables = new IdentityHashMap<>();
    return plan.resolveOperators(PlanChange.of(node -> changed(node, tables)));
  }

  private LogicalPlan changed(LogicalPlan plan, Map<StoredRelation, SluiceTable> tables) {
    if (plan instanceof TruncateTableCommand truncate) {
      new SessionCatalogs(session).provider(truncate.tableName()).ifPresent(provider -> {
        if (provider.equalsIgnoreCase(SluiceProvider.NAME)) {
          throw RefusedDefinitions.truncate(truncate.tableName().table());
        }
      });
    }
    if (plan instanceof InsertIntoStatement insert) {
      return PlanChange.with(insert, 0, asTable(insert.table(), tables));
    }
    return asTable(plan, tables);
  }

  /** Returns the table of a relation; a plan that is none unchanged. */
  private LogicalPlan asTable(LogicalPlan plan, Map<StoredRelation, SluiceTable> tables) {
    return plan instanceof LogicalRelation relation
            && relation.relation() instanceof StoredRelation stored
        ? asTable(relation, tables.computeIfAbsent(stored, StoredRelation::table))
        : plan;
  }

  /** A table keeps its name, by which Spark refreshes it. A temporary view has none. */
  private LogicalPlan asTable(LogicalRelation relation, SluiceTable table) {
    boolean named = relation.catalogTable().isDefined();
    Option<CatalogPlugin> catalog =
        named ? Option.apply(new SessionCatalogs(session).plugin()) : Option.empty();
    Option<Identifier> name = named
        ? Option.apply(SessionCatalogs.name(relation.catalogTable().get().identifier()))
        : Option.empty();
    return DataSourceV2Relation.create(table, catalog, name);
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
}
