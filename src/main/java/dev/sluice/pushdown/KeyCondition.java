package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The Queries that answer the predicates' conditions on keys: one for each value of the partition key. The partition
 * key of an index may have several attributes; then there is one Query for each combination of their values.
 *
 * @param queries not empty
 * @param exact predicates that are TRUE for every item found that passes the checks
 * @param keys the values of the keys, and the checks
 */
record KeyCondition(List<Expression> queries, Set<Predicate> exact, QueryKeys keys) {
  /** The largest number of Queries if the cost of a Scan is not known. An IN with more values is left to a Scan. */
  static final int MAX_QUERIES = 100;

  static final int MAX_PARTITION_KEY_BYTES = 2048;

  static final int MAX_SORT_KEY_BYTES = 1024;

  /**
   * The conditions on the sort key, or on one of its attributes.
   *
   * @param checks what the conditions do not say of the predicates
   * @param open whether the next attribute may have a condition too
   */
  record Range(
      List<ItemPredicate> conditions, Set<Predicate> exact, List<RowCheck> checks, boolean open) {
    static final Range ALL = new Range(List.of(), Set.of(), List.of(), true);

    Range then(Range next) {
      return new Range(
          joined(conditions, next.conditions),
          union(exact, next.exact),
          joined(checks, next.checks),
          next.open);
    }
  }

  /** A leaf and the predicate that it comes from. */
  record Source(Predicate predicate, Leaf leaf) {}

  /** The values that one attribute of the partition key may equal. */
  private record Equality(Source source, List<AttributeValue> values) {
    List<ItemPredicate> conditions() {
      Path path = source.leaf.column().path();
      return values.stream()
          .<ItemPredicate>map(value -> new ItemPredicate.Comparison(path, "=", value))
          .toList();
    }
  }

  /**
   * Returns the Queries; empty if the predicates do not require values of every attribute of the partition key.
   *
   * @param keys the keys of the table or index that is read
   * @param maxQueries the number of Queries from which a Scan is preferred
   */
  static Optional<KeyCondition> of(
      List<Predicate> predicates,
      StructType schema,
      TableDescription.KeySchema keys,
      int maxQueries) {
    List<Source> leaves = leaves(predicates, schema);
    List<Equality> partition = keys.partition().stream()
        .flatMap(key -> equality(on(leaves, key), maxQueries).stream())
        .toList();
    double queries =
        partition.stream().mapToDouble(e -> e.values.size()).reduce(1, (a, b) -> a * b);
    return partition.isEmpty() || partition.size() < keys.partition().size() || queries > maxQueries
        ? Optional.empty()
        : Optional.of(of(
            partition,
            presentInRows(leaves, keys.sort()).then(range(leaves, keys.sort())),
            present(leaves, keys)));
  }

  static List<Source> leaves(List<Predicate> predicates, StructType schema) {
    List<Source> leaves = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Leaf.of(predicate, schema).ifPresent(leaf -> leaves.add(new Source(predicate, leaf)));
    }
    return leaves;
  }

  private static KeyCondition of(List<Equality> partition, Range sort, Set<Predicate> present) {
    Set<Predicate> exact = union(present, sort.exact);
    partition.forEach(equality -> exact.add(equality.source.predicate));
    List<List<ItemPredicate>> each =
        partition.stream().map(Equality::conditions).toList();
    return of(each, sort.conditions, exact, sort.checks);
  }

  /**
   * Returns a Query for each combination of conditions.
   *
   * @param each for each attribute the conditions of which one holds
   * @param all conditions that hold in every Query
   */
  static KeyCondition of(
      List<List<ItemPredicate>> each,
      List<ItemPredicate> all,
      Set<Predicate> exact,
      List<RowCheck> checks) {
    List<List<ItemPredicate>> combined = List.of(List.of());
    for (List<ItemPredicate> next : each) {
      combined = combined.stream()
          .flatMap(before -> next.stream().map(one -> joined(before, List.of(one))))
          .toList();
    }
    List<List<ItemPredicate>> queries =
        combined.stream().map(values -> joined(values, all)).toList();
    return new KeyCondition(
        queries.stream()
            .map(conditions -> ExpressionWriter.write(ItemPredicate.all(conditions), "k"))
            .toList(),
        exact,
        new QueryKeys(queries.stream().map(KeyCondition::fixed).toList(), checks));
  }

  /** Returns the attributes that conditions compare by equality, and their values. */
  private static Map<String, Expression.Value> fixed(List<ItemPredicate> conditions) {
    Map<String, Expression.Value> fixed = new LinkedHashMap<>();
    for (ItemPredicate condition : conditions) {
      if (condition instanceof ItemPredicate.Comparison c && c.operator().equals("=")) {
        fixed.put(c.path().attribute(), Expression.Value.of(c.value()));
      }
    }
    return fixed;
  }

  /** Returns the IS NOT NULL predicates on the partition key, whose values are not null in any item found. */
  static Set<Predicate> present(List<Source> leaves, TableDescription.KeySchema keys) {
    Set<Predicate> present = new LinkedHashSet<>();
    keys.partition().stream()
        .flatMap(key -> present(leaves, key))
        .forEach(s -> present.add(s.predicate));
    return present;
  }

  private static Stream<Source> present(List<Source> leaves, TableDescription.Key key) {
    return on(leaves, key).stream().filter(s -> s.leaf.operator().equals("IS_NOT_NULL"));
  }

  /**
   * Returns the IS NOT NULL predicates on the sort key that no other implies. Every item has one, but its value may not
   * fit the column.
   */
  static Range presentInRows(List<Source> leaves, List<TableDescription.Key> sort) {
    List<Predicate> others = leaves.stream().map(Source::predicate).toList();
    Range all = Range.ALL;
    for (TableDescription.Key key : sort) {
      for (Source source : present(leaves, key)
          .filter(s -> !NullRejection.isImplied(s.predicate, others))
          .toList()) {
        all = all.then(checked(List.of(), List.of(source), checks(source.leaf), true));
      }
    }
    return all;
  }

  /** Returns a range of predicates on one attribute. Spark evaluates them again if a reader cannot make the checks. */
  private static Range checked(
      List<ItemPredicate> conditions, List<Source> of, List<RowCheck> checks, boolean open) {
    boolean exact =
        checks.isEmpty() || of.stream().allMatch(s -> s.leaf.column().isComparedInRows());
    return exact
        ? new Range(
            conditions,
            of.stream().map(Source::predicate).collect(Collectors.toSet()),
            checks,
            open)
        : new Range(conditions, Set.of(), List.of(), open);
  }

  private static List<RowCheck> checks(Leaf leaf, AttributeValue... excluded) {
    return leaf.column().holdsAll() && excluded.length == 0
        ? List.of()
        : List.of(new RowCheck(
            leaf.column().path().attribute(),
            Arrays.stream(excluded).map(Expression.Value::of).toList()));
  }

  static List<Source> on(List<Source> leaves, TableDescription.Key key) {
    return leaves.stream()
        .filter(s -> s.leaf.column().path().isAttribute()
            && s.leaf.column().path().attribute().equals(key.name())
            && s.leaf.column().tag().equals(key.type()))
        .toList();
  }

  private static Optional<Equality> equality(List<Source> key, int maxQueries) {
    return key.stream()
        .flatMap(
            source -> values(source.leaf, maxQueries).map(v -> new Equality(source, v)).stream())
        .findFirst();
  }

  private static Optional<List<AttributeValue>> values(Leaf leaf, int maxQueries) {
    if (!Set.of("=", "<=>", "IN").contains(leaf.operator())) {
      return Optional.empty();
    }
    return leaf.operands()
        .filter(all -> all.size() <= maxQueries
            && all.stream().allMatch(o -> o.exact() && isShort(o, MAX_PARTITION_KEY_BYTES)))
        .map(all -> all.stream().map(Operand::value).toList());
  }

  static boolean isShort(Operand operand, int longest) {
    return ExpressionWriter.bytes(operand.value()) <= longest;
  }

  static Range range(List<Source> leaves, List<TableDescription.Key> sort) {
    Range all = Range.ALL;
    for (TableDescription.Key key : sort) {
      Optional<Range> next = all.open ? range(on(leaves, key)) : Optional.empty();
      if (next.isEmpty()) {
        return all;
      }
      all = all.then(next.get());
    }
    return all;
  }

  /** Returns the narrowest range that one condition can express; empty if there is none. */
  private static Optional<Range> range(List<Source> sort) {
    return find(sort, Set.of("=", "<=>"))
        .or(() -> find(sort, Set.of("STARTS_WITH")))
        .or(() -> between(sort))
        .or(() -> find(sort, Set.of("<", "<=")))
        .or(() -> find(sort, Set.of(">", ">=")));
  }

  private static Optional<Range> find(List<Source> sort, Set<String> operators) {
    return bound(sort, operators).flatMap(s -> s.leaf.operand().map(o -> {
      boolean equality = Set.of("=", "<=>").contains(s.leaf.operator());
      boolean exact = equality && o.exact();
      return checked(
          List.of(condition(s.leaf, o.value())),
          List.of(s),
          exact ? List.of() : checks(s.leaf),
          equality);
    }));
  }

  private static Optional<Source> bound(List<Source> sort, Set<String> operators) {
    return sort.stream()
        .filter(s -> operators.contains(s.leaf.operator())
            && s.leaf.operand().filter(o -> isShort(o, MAX_SORT_KEY_BYTES)).isPresent()
            && (!s.leaf.operator().equals("STARTS_WITH") || s.leaf.column().isText()))
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
  private static Optional<Range> between(List<Source> sort) {
    Optional<Source> low = bound(sort, Set.of(">", ">="));
    Optional<Source> high = bound(sort, Set.of("<", "<="));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    AttributeValue from = low.get().leaf.operand().orElseThrow().value();
    AttributeValue to = high.get().leaf.operand().orElseThrow().value();
    if (compare(from, to) > 0) {
      return Optional.empty();
    }
    List<Source> ends = List.of(low.get(), high.get());
    AttributeValue[] excluded = ends.stream()
        .filter(end -> !end.leaf.operator().endsWith("="))
        .map(end -> end.leaf.operand().orElseThrow().value())
        .toArray(AttributeValue[]::new);
    return Optional.of(checked(
        List.of(new ItemPredicate.Between(low.get().leaf.column().path(), from, to)),
        ends,
        checks(low.get().leaf, excluded),
        false));
  }

  private static <T> List<T> joined(List<T> first, List<T> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
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
