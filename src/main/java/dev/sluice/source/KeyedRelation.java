package dev.sluice.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.collection.Seq;

/** A scan of this source within a plan, which may be narrowed by its keys. */
record KeyedRelation(DataSourceV2ScanRelation relation, SluiceScan scan) {
  private static final Set<JoinType> THROUGH_LEFT = Set.of(
      Inner$.MODULE$, Cross$.MODULE$, LeftSemi$.MODULE$, LeftAnti$.MODULE$, LeftOuter$.MODULE$);

  private static final Set<JoinType> THROUGH_RIGHT =
      Set.of(Inner$.MODULE$, Cross$.MODULE$, RightOuter$.MODULE$);

  /** A column of the scan. */
  record Column(KeyedRelation relation, Attribute attribute) {}

  /**
   * Returns the key column of a scan whose values an output column of the plan has, if a filter on the one leaves the
   * same rows as a filter on the other. Empty if there is none.
   */
  static Optional<Column> column(LogicalPlan plan, Attribute attribute) {
    if (plan instanceof DataSourceV2ScanRelation relation
        && relation.scan() instanceof SluiceScan scan) {
      return own(relation, scan, attribute);
    }
    if (plan instanceof Filter filter && filter.condition().deterministic()) {
      return column(filter.child(), attribute);
    }
    if (plan instanceof Project project && project.deterministic()) {
      return source(project.projectList(), attribute).flatMap(a -> column(project.child(), a));
    }
    if (plan instanceof Aggregate aggregate && aggregate.deterministic()) {
      return source(aggregate.aggregateExpressions(), attribute)
          .filter(a -> PassedValues.list(aggregate.groupingExpressions()).stream()
              .anyMatch(grouping -> isSame(grouping, a)))
          .flatMap(a -> column(aggregate.child(), a));
    }
    return plan instanceof Join join ? through(join, attribute) : Optional.empty();
  }

  private static Optional<Column> own(
      DataSourceV2ScanRelation relation, SluiceScan scan, Attribute attribute) {
    boolean key = Arrays.stream(scan.filterAttributes())
        .anyMatch(name -> name.fieldNames()[0].equals(attribute.name()));
    return PassedValues.list(relation.output()).stream()
        .filter(column -> key && isSame(column, attribute))
        .map(column -> new Column(new KeyedRelation(relation, scan), column))
        .findFirst();
  }

  private static Optional<Column> through(Join join, Attribute attribute) {
    JoinType type = join.joinType();
    Optional<Column> left =
        THROUGH_LEFT.contains(type) ? column(join.left(), attribute) : Optional.empty();
    return left.isPresent() || !THROUGH_RIGHT.contains(type)
        ? left
        : column(join.right(), attribute);
  }

  /** Returns the attribute from which a projected column takes its values unchanged. */
  static Optional<Attribute> source(Seq<NamedExpression> projected, Attribute attribute) {
    for (NamedExpression named : PassedValues.list(projected)) {
      if (isSame((Expression) named, attribute)) {
        return Optional.of(attribute);
      }
      if (named instanceof Alias alias
          && alias.exprId().equals(attribute.exprId())
          && alias.child() instanceof Attribute renamed) {
        return Optional.of(renamed);
      }
    }
    return Optional.empty();
  }

  static boolean isSame(Expression expression, Attribute attribute) {
    return expression instanceof Attribute other && other.exprId().equals(attribute.exprId());
  }

  /**
   * Returns whether values of these columns give the read its keys: they include every column of the partition key that
   * the read may still be given.
   */
  boolean isKnownBy(List<Attribute> columns) {
    List<String> names = columns.stream().map(Attribute::name).toList();
    List<String> wanted = Arrays.stream(scan.filterAttributes())
        .map(name -> name.fieldNames()[0])
        .filter(scan::isPartitionKey)
        .toList();
    return !scan.plan().path().queries().isEmpty() || names.containsAll(wanted);
  }
}
