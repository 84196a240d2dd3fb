package dev.sluice.source;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.BROADCAST$;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.execution.datasources.v2.FileScan;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;

/** Decides whether the keys of a join's side are taken to narrow the other one. */
record SmallSide(JoinByKeyMode mode, SQLConf conf) {
  /** The size up to which a side is small if the session has switched off broadcasts by size. */
  private static final long SMALL_BYTES = 10L << 20;

  /** A filtered side may have this many times the bytes of the table. Files are read faster than a table, and cheaper. */
  private static final double SIZE_OF_FILTERED = 10;

  private static final Set<Class<?>> STEPS =
      Set.of(Project.class, Filter.class, Distinct.class, Join.class, Union.class);

  private static final Set<Class<?>> GIVEN =
      Set.of(LocalRelation.class, OneRowRelation.class, Range.class, InMemoryRelation.class);

  private static final Set<Class<?>> AGGREGATES = Set.of(Count.class, Min.class, Max.class);

  /** Returns whether a side is small, or is said to be so by a hint. */
  boolean accepts(LogicalPlan side, Option<HintInfo> hint) {
    return !side.isStreaming() && (isBroadcast(hint) || isAtMost(side, (double) limit()));
  }

  /**
   * Returns whether the keys of a side are worth taking although it is not small: it has a filter, so they may be few,
   * and computing it again costs much less than a Scan.
   */
  boolean isWorthwhile(LogicalPlan side, SluiceScan scan) {
    boolean few = mode == JoinByKeyMode.TRUE
        || (isFiltered(side) && isAtMost(side, scan.sizeBytes() * SIZE_OF_FILTERED));
    return few && !side.isStreaming() && isRepeatable(side) && !KeyPruning.isIn(side);
  }

  private static boolean isFiltered(LogicalPlan plan) {
    return (plan instanceof Filter filter && isSelective(filter.condition()))
        || PassedValues.list(plan.children()).stream().anyMatch(SmallSide::isFiltered);
  }

  /** Returns whether a condition may select. Spark itself adds IS NOT NULL to joins. */
  private static boolean isSelective(Expression condition) {
    return condition instanceof And and
        ? isSelective(and.left()) || isSelective(and.right())
        : !(condition instanceof IsNotNull);
  }

  private static boolean isAtMost(LogicalPlan side, double bytes) {
    return side.stats().sizeInBytes().toDouble() <= bytes;
  }

  private long limit() {
    long broadcast = conf.autoBroadcastJoinThreshold();
    return broadcast > 0 ? broadcast : SMALL_BYTES;
  }

  private static boolean isBroadcast(Option<HintInfo> hint) {
    return hint.isDefined()
        && hint.get().strategy().isDefined()
        && hint.get().strategy().get().equals(BROADCAST$.MODULE$);
  }

  /**
   * Returns whether a side may be computed a second time, for its keys. It must then give the same keys: with others,
   * rows of the join would be missing. So a LIMIT, a sample or a window are computed once, and so is, unless the user
   * wants it, what other systems may change in the meantime.
   */
  boolean isRepeatable(LogicalPlan side) {
    return side.deterministic() && allSteps(side, mode == JoinByKeyMode.TRUE);
  }

  /** A part of a side, and the attribute of it that has a key's values, perhaps among others. */
  record Part(LogicalPlan plan, Attribute attribute) {}

  /**
   * Returns the largest part of a side that is small, may be computed a second time, and has all values of one of the
   * side's attributes. In a chain of joins this is the table that the keys come from.
   */
  Optional<Part> within(LogicalPlan side, Attribute attribute) {
    if (accepts(side, Option.empty()) && isRepeatable(side) && !KeyPruning.isIn(side)) {
      return Optional.of(new Part(side, attribute));
    }
    if (side instanceof Project project) {
      return KeyedRelation.source(project.projectList(), attribute)
          .flatMap(source -> within(project.child(), source));
    }
    return side instanceof Filter || side instanceof Join
        ? PassedValues.list(side.children()).stream()
            .filter(child -> child.outputSet().contains(attribute))
            .findFirst()
            .flatMap(child -> within(child, attribute))
        : Optional.empty();
  }

  private static boolean allSteps(LogicalPlan plan, boolean anySource) {
    boolean step = plan.children().isEmpty()
        ? anySource || isGiven(plan)
        : isStep(plan) && plan.subqueries().isEmpty();
    return step
        && PassedValues.list(plan.children()).stream().allMatch(c -> allSteps(c, anySource));
  }

  private static boolean isGiven(LogicalPlan leaf) {
    return GIVEN.contains(leaf.getClass())
        || (leaf instanceof LogicalRelation logical
            && logical.relation() instanceof HadoopFsRelation)
        || (leaf instanceof DataSourceV2ScanRelation scanned && scanned.scan() instanceof FileScan);
  }

  private static boolean isStep(LogicalPlan plan) {
    return plan instanceof Aggregate aggregate
        ? PassedValues.list(aggregate.expressions()).stream().allMatch(SmallSide::isExact)
        : STEPS.contains(plan.getClass());
  }

  /** Returns whether an expression's value does not depend on the order of rows. */
  private static boolean isExact(Expression expression) {
    boolean exact = !(expression instanceof AggregateExpression aggregate)
        || AGGREGATES.contains(aggregate.aggregateFunction().getClass());
    return exact && PassedValues.list(expression.children()).stream().allMatch(SmallSide::isExact);
  }
}
