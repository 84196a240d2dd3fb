package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The conditions on the sort key, or on one of its attributes.
 *
 * @param exact predicates that are TRUE for every item that satisfies the conditions and passes the checks
 * @param checks what the conditions do not say of the predicates
 * @param open whether the next attribute may have a condition too
 */
record SortKeyRange(
    List<ItemPredicate> conditions, Set<Predicate> exact, List<RowCheck> checks, boolean open) {
  static final int MAX_BYTES = 1024;

  private static final SortKeyRange ALL = new SortKeyRange(List.of(), Set.of(), List.of(), true);

  /** Returns the narrowest range that predicates on the attributes of the sort key require. */
  static SortKeyRange of(List<KeyLeaf> leaves, List<TableDescription.Key> sort) {
    return presentInRows(leaves, sort).then(range(leaves, sort));
  }

  private SortKeyRange then(SortKeyRange next) {
    Set<Predicate> both = new LinkedHashSet<>(exact);
    both.addAll(next.exact);
    return new SortKeyRange(
        joined(conditions, next.conditions), both, joined(checks, next.checks), next.open);
  }

  /**
   * Returns the IS NOT NULL predicates on the sort key that no other implies. Every item has one, but its value may not
   * fit the column.
   */
  private static SortKeyRange presentInRows(List<KeyLeaf> leaves, List<TableDescription.Key> sort) {
    List<Predicate> others = leaves.stream().map(KeyLeaf::predicate).toList();
    SortKeyRange all = ALL;
    for (TableDescription.Key key : sort) {
      for (KeyLeaf source : KeyLeaf.present(leaves, key)
          .filter(s -> !NullRejection.isImplied(s.predicate(), others))
          .toList()) {
        all = all.then(checked(List.of(), List.of(source), checks(source.leaf()), true));
      }
    }
    return all;
  }

  /** Returns a range of predicates on one attribute. Spark evaluates them again if a reader cannot make the checks. */
  private static SortKeyRange checked(
      List<ItemPredicate> conditions, List<KeyLeaf> of, List<RowCheck> checks, boolean open) {
    boolean exact =
        checks.isEmpty() || of.stream().allMatch(s -> s.leaf().column().isComparedInRows());
    return exact
        ? new SortKeyRange(
            conditions,
            of.stream().map(KeyLeaf::predicate).collect(Collectors.toSet()),
            checks,
            open)
        : new SortKeyRange(conditions, Set.of(), List.of(), open);
  }

  private static List<RowCheck> checks(Leaf leaf, AttributeValue... excluded) {
    return leaf.column().holdsAll() && excluded.length == 0
        ? List.of()
        : List.of(new RowCheck(
            leaf.column().path().attribute(),
            Arrays.stream(excluded).map(Expression.Value::of).toList()));
  }

  private static SortKeyRange range(List<KeyLeaf> leaves, List<TableDescription.Key> sort) {
    SortKeyRange all = ALL;
    for (TableDescription.Key key : sort) {
      Optional<SortKeyRange> next = all.open ? range(KeyLeaf.on(leaves, key)) : Optional.empty();
      if (next.isEmpty()) {
        return all;
      }
      all = all.then(next.get());
    }
    return all;
  }

  /** Returns the narrowest range that one condition can express; empty if there is none. */
  private static Optional<SortKeyRange> range(List<KeyLeaf> sort) {
    return find(sort, Set.of("=", "<=>"))
        .or(() -> find(sort, Set.of("STARTS_WITH")))
        .or(() -> between(sort))
        .or(() -> find(sort, Set.of("<", "<=")))
        .or(() -> find(sort, Set.of(">", ">=")));
  }

  private static Optional<SortKeyRange> find(List<KeyLeaf> sort, Set<String> operators) {
    return bound(sort, operators).flatMap(s -> s.leaf().operand().map(o -> {
      boolean equality = Set.of("=", "<=>").contains(s.leaf().operator());
      boolean exact = equality && o.exact();
      return checked(
          List.of(condition(s.leaf(), o.value())),
          List.of(s),
          exact ? List.of() : checks(s.leaf()),
          equality);
    }));
  }

  private static Optional<KeyLeaf> bound(List<KeyLeaf> sort, Set<String> operators) {
    return sort.stream()
        .filter(s -> operators.contains(s.leaf().operator())
            && s.leaf().operand().filter(o -> o.isShort(MAX_BYTES)).isPresent()
            && (!s.leaf().operator().equals("STARTS_WITH") || s.leaf().column().isText()))
        .findFirst();
  }

  private static ItemPredicate condition(Leaf leaf, AttributeValue value) {
    Path path = leaf.column().path();
    return switch (leaf.operator()) {
      case "STARTS_WITH" -> new ItemPredicate.Function("begins_with", path, value);
      case "<=>" -> new ItemPredicate.Comparison(path, "=", value);
      default -> new ItemPredicate.Comparison(path, leaf.operator(), value);
    };
  }

  /**
   * Returns the range of a lower and an upper bound as BETWEEN, which includes both ends. A strict bound is checked in
   * the rows. Empty if the ends are in the wrong order, which DynamoDB refuses.
   */
  private static Optional<SortKeyRange> between(List<KeyLeaf> sort) {
    Optional<KeyLeaf> low = bound(sort, Set.of(">", ">="));
    Optional<KeyLeaf> high = bound(sort, Set.of("<", "<="));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    AttributeValue from = low.get().leaf().operand().orElseThrow().value();
    AttributeValue to = high.get().leaf().operand().orElseThrow().value();
    if (compare(from, to) > 0) {
      return Optional.empty();
    }
    List<KeyLeaf> ends = List.of(low.get(), high.get());
    AttributeValue[] excluded = ends.stream()
        .filter(end -> !end.leaf().operator().endsWith("="))
        .map(end -> end.leaf().operand().orElseThrow().value())
        .toArray(AttributeValue[]::new);
    return Optional.of(checked(
        List.of(new ItemPredicate.Between(low.get().leaf().column().path(), from, to)),
        ends,
        checks(low.get().leaf(), excluded),
        false));
  }

  static <T> List<T> joined(List<T> first, List<T> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  /**
   * Compares two values of one type in DynamoDB's order: numbers by value, text by UTF-8 bytes, binaries by unsigned
   * bytes.
   */
  static int compare(AttributeValue a, AttributeValue b) {
    return a.n() != null
        ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
        : Arrays.compareUnsigned(bytes(a), bytes(b));
  }

  private static byte[] bytes(AttributeValue value) {
    return value.s() == null
        ? value.b().asByteArrayUnsafe()
        : value.s().getBytes(StandardCharsets.UTF_8);
  }
}
