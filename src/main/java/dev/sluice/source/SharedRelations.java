package dev.sluice.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Makes equal scans refer to the same relation, so that Spark merges scalar subqueries over them.
 *
 * <p>Spark also compares the relation of each scan, including the ids of its columns, which differ if a query names a
 * table twice. Spark 4.1 ignores the ids by itself; this rule does it for 3.5 and 4.0. It runs before Spark merges
 * subqueries, when their scans are already planned. From then on only the table's name is read from the relation.
 */
final class SharedRelations extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.transformWithSubqueries(new Sharing());
  }

  /** Replaces the relation of each scan by that of the first equal scan. */
  private static final class Sharing extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private final transient Map<SluiceScan, DataSourceV2Relation> first = new HashMap<>();

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof DataSourceV2ScanRelation relation
          && relation.scan() instanceof SluiceScan;
    }

    @Override
    @SuppressWarnings("unchecked") // a plan, whichever subtype of it A is
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      return plan instanceof DataSourceV2ScanRelation relation
              && relation.scan() instanceof SluiceScan scan
          ? (B) shared(relation, scan)
          : otherwise.apply(plan);
    }

    private LogicalPlan shared(DataSourceV2ScanRelation relation, SluiceScan scan) {
      DataSourceV2Relation own = relation.relation();
      DataSourceV2Relation shared = first.computeIfAbsent(scan, s -> own);
      return shared.equals(own) ? relation : withRelation(relation, shared);
    }

    /** Creates the scan by parameter position: the parameters after the first one differ between versions of Spark. */
    private static LogicalPlan withRelation(
        DataSourceV2ScanRelation scanned, DataSourceV2Relation shared) {
      Object[] parameters = new Object[scanned.productArity()];
      parameters[0] = shared;
      for (int i = 1; i < parameters.length; i++) {
        parameters[i] = scanned.productElement(i);
      }
      return scanned.makeCopy(parameters);
    }
  }
}
