package dev.sluice.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.planning.ExtractEquiJoinKeys$;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Option;
import scala.Product;
import scala.collection.Seq;

/**
 * A join by equality, one side of which may be narrowed to the keys of the other.
 *
 * @param small decides by the other side
 */
record KeyJoin(Join join, SmallSide small) {
  /** The joins that keep no row of the left side without a partner. */
  private static final Set<JoinType> LEFT =
      Set.of(Inner$.MODULE$, Cross$.MODULE$, LeftSemi$.MODULE$, RightOuter$.MODULE$);

  /** The joins that keep no row of the right side without a partner. An anti join keeps none of its right side. */
  private static final Set<JoinType> RIGHT = Set.of(
      Inner$.MODULE$, Cross$.MODULE$, LeftSemi$.MODULE$, LeftOuter$.MODULE$, LeftAnti$.MODULE$);

  /**
   * A side of the join.
   *
   * @param keys equal to the other side's keys at the same places
   * @param hint the user's hint for this side
   */
  private record Side(LogicalPlan plan, List<Expression> keys, Option<HintInfo> hint) {}

  /** Returns the join with one side narrowed; the same join if none can be, or need be. */
  LogicalPlan narrowed() {
    Option<? extends Product> equi = ExtractEquiJoinKeys$.MODULE$.unapply(join);
    if (equi.isEmpty()) {
      return join;
    }
    // the tuple has more elements in some versions of Spark, but begins alike
    Side left = new Side(join.left(), keys(equi.get(), 1), join.hint().leftHint());
    Side right = new Side(join.right(), keys(equi.get(), 2), join.hint().rightHint());
    if (LEFT.contains(join.joinType())) {
      LogicalPlan plan = narrowed(left, right);
      if (plan != left.plan) {
        return join.withNewChildren(PassedValues.seq(List.of(plan, right.plan)));
      }
    }
    LogicalPlan plan = RIGHT.contains(join.joinType()) ? narrowed(right, left) : right.plan;
    return plan == right.plan
        ? join
        : join.withNewChildren(PassedValues.seq(List.of(left.plan, plan)));
  }

  private static List<Expression> keys(Product equi, int place) {
    @SuppressWarnings("unchecked") // expressions in every version of Spark
    Seq<Expression> keys = (Seq<Expression>) equi.productElement(place);
    return PassedValues.list(keys);
  }

  /** Returns a side, narrowed by the other one. */
  private LogicalPlan narrowed(Side side, Side other) {
    Map<KeyedRelation, List<KeyPruning>> found = new LinkedHashMap<>();
    for (int i = 0; i < side.keys.size(); i++) {
      int place = i;
      column(side, place)
          .ifPresent(
              column -> values(other, place, column.relation().scan()).ifPresent(values -> found
                  .computeIfAbsent(column.relation(), relation -> new ArrayList<>())
                  .add(new KeyPruning(column.attribute(), values))));
    }
    LogicalPlan plan = side.plan;
    for (Map.Entry<KeyedRelation, List<KeyPruning>> entry : found.entrySet()) {
      List<KeyPruning> prunings = entry.getValue();
      if (entry.getKey().isKnownBy(prunings.stream().map(KeyPruning::column).toList())) {
        for (KeyPruning pruning : prunings) {
          plan = pruning.addedTo(plan);
        }
      }
    }
    return plan;
  }

  /**
   * Returns where the values of a key are taken from: the whole side if it is small, else a small part of it that has
   * them, else their distinct values.
   */
  private Optional<KeyPruning.Values> values(Side side, int place, SluiceScan scan) {
    if (small.accepts(side.plan, side.hint) && !KeyPruning.isIn(side.plan)) {
      boolean repeatable = small.isRepeatable(side.plan);
      return repeatable || canBeBroadcast(side)
          ? Optional.of(new KeyPruning.Values(side.plan, side.keys, place, !repeatable))
          : Optional.empty();
    }
    if (!(side.keys.get(place) instanceof Attribute key)) {
      return Optional.empty();
    }
    return small
        .within(side.plan, key)
        .or(() -> small.isWorthwhile(side.plan, scan)
            ? Optional.of(new SmallSide.Part(DistinctKeys.of(side.plan, key), key))
            : Optional.empty())
        .map(part -> new KeyPruning.Values(part.plan(), List.of(part.attribute()), 0, false));
  }

  /** Returns whether Spark can broadcast a side in a join of this type, if it is also to narrow the other side. */
  private boolean canBeBroadcast(Side side) {
    JoinType type = join.joinType();
    return type.equals(Inner$.MODULE$)
        || type.equals(Cross$.MODULE$)
        || (type.equals(LeftSemi$.MODULE$) && side.plan == join.right());
  }

  private static Optional<KeyedRelation.Column> column(Side side, int place) {
    return side.keys.get(place) instanceof Attribute attribute
        ? KeyedRelation.column(side.plan, attribute)
        : Optional.empty();
  }
}
