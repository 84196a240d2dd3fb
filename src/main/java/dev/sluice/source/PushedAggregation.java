package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.pushdown.SortKeyOrder;
import dev.sluice.source.KeyAggregates.Function;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation that is answered from counts or from the ends of Queries.
 *
 * @param pushdown with the condition that a count of a column adds: it is the number of items where the column is not
 *     null
 */
record PushedAggregation(KeyAggregates aggregates, Pushdown pushdown) {
  /**
   * Returns the aggregation; empty if items must be read for it.
   *
   * @param pushdown leaves no predicate to Spark
   * @param plan with the Queries of the pushdown
   * @param schema the columns that can be read
   */
  static Optional<PushedAggregation> of(
      Aggregation wanted, Pushdown pushdown, ReadPlan plan, StructType schema) {
    return new Attempt(wanted, pushdown, plan, schema).pushed();
  }

  private record Attempt(Aggregation wanted, Pushdown pushdown, ReadPlan plan, StructType schema) {
    Optional<PushedAggregation> pushed() {
      return wanted.aggregateExpressions().length == 0
          ? Optional.empty()
          : groups().flatMap(groups -> counts(groups).or(() -> extremes(groups)));
    }

    /** Returns the columns that are grouped by; empty if a Query may find several values of one of them. */
    private Optional<StructType> groups() {
      List<Optional<String>> names = Arrays.stream(wanted.groupByExpressions())
          .map(e -> name(e).filter(pushdown.keys().names()::contains))
          .distinct()
          .toList();
      boolean known = names.size() == wanted.groupByExpressions().length
          && names.stream().allMatch(Optional::isPresent);
      return known
          ? Optional.of(new StructType(
              names.stream().map(n -> schema.apply(n.orElseThrow())).toArray(StructField[]::new)))
          : Optional.empty();
    }

    /**
     * Returns counts. Refuses if rows must be seen to know whether they count, or if items may be found twice. Spark's
     * own count would read rows without columns, for which only the partition key is fetched. Such a count also includes
     * items whose other attributes cannot be read, so both counts are equal. Where a user has said what becomes of these,
     * neither is asked for ({@link ConformingScan#answers}).
     */
    private Optional<PushedAggregation> counts(StructType groups) {
      List<Optional<Pushdown>> counted = Arrays.stream(wanted.aggregateExpressions())
          .map(this::counted)
          .distinct()
          .toList();
      boolean alike = counted.size() == 1
          && plan.expiry().attribute() == null
          && plan.repeating().isEmpty();
      return alike
          ? counted
              .get(0)
              .filter(p -> p.evaluatedBySpark().isEmpty() && p.keys().checks().isEmpty())
              // a group in which the column is null everywhere has the count 0
              .filter(p -> groups.isEmpty() || sameItems(p, pushdown))
              .map(p -> new PushedAggregation(aggregates(groups, null), p))
          : Optional.empty();
    }

    /** Returns the pushdown of the items that a function counts; empty if it is no count. */
    private Optional<Pushdown> counted(AggregateFunc function) {
      if (function instanceof CountStar) {
        return Optional.of(pushdown);
      }
      return function instanceof Count count
              && !count.isDistinct()
              && count.column() instanceof NamedReference column
          ? Optional.of(having(column))
          : Optional.empty();
    }

    /** Returns the pushdown of the items that have a value of a column; the same one if all have. */
    private Pushdown having(NamedReference column) {
      Predicate present = new Predicate("IS_NOT_NULL", new Expression[] {column});
      Pushdown narrower = pushdown.and(present, schema, plan.projection().keys());
      return narrower.evaluatedBySpark().isEmpty() && sameItems(narrower, pushdown)
          ? pushdown
          : narrower;
    }

    private static boolean sameItems(Pushdown one, Pushdown other) {
      return one.queries().equals(other.queries())
          && Optional.ofNullable(one.filter()).equals(Optional.ofNullable(other.filter()))
          && one.keys().equals(other.keys());
    }

    /** Returns the ends of Queries. Refuses if functions are of several columns, or count too. */
    private Optional<PushedAggregation> extremes(StructType groups) {
      Set<Optional<String>> columns = new HashSet<>();
      Arrays.stream(wanted.aggregateExpressions()).map(Attempt::extremeOf).forEach(columns::add);
      return SortedRead.isPossible(plan) && columns.size() == 1
          ? columns
              .iterator()
              .next()
              .filter(this::leads)
              .map(name -> new PushedAggregation(aggregates(groups, schema.apply(name)), pushdown))
          : Optional.empty();
    }

    /** Returns whether the rows of one Query are ordered by a column first. */
    private boolean leads(String column) {
      return SortKeyOrder.of(pushdown, schema, plan.projection().keys()).stream()
          .limit(1)
          .anyMatch(attribute -> attribute.name().equals(column));
    }

    private KeyAggregates aggregates(StructType groups, @Nullable StructField extremeOf) {
      return new KeyAggregates(
          groups,
          extremeOf,
          Arrays.stream(wanted.aggregateExpressions()).map(Attempt::function).toList());
    }

    private static Optional<String> extremeOf(AggregateFunc function) {
      return function instanceof Min || function instanceof Max
          ? name(function.children()[0])
          : Optional.empty();
    }

    private static Function function(AggregateFunc function) {
      if (function instanceof Min) {
        return Function.MIN;
      }
      return function instanceof Max ? Function.MAX : Function.COUNT;
    }

    /** Returns the name of a column; empty if the expression is something else. */
    private static Optional<String> name(Expression expression) {
      return expression instanceof NamedReference reference && reference.fieldNames().length == 1
          ? Optional.of(reference.fieldNames()[0])
          : Optional.empty();
    }
  }
}
