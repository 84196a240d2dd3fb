package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The Queries that give what the predicates ask of the keys: one for each value of the partition key.
 *
 * @param queries not empty
 * @param exact predicates that are TRUE of every item so found
 * @param narrowed predicates that these Queries narrow, but that Spark must evaluate again
 */
record KeyCondition(List<Expression> queries, Set<Predicate> exact, Set<Predicate> narrowed) {
  /** More values in one IN are left to a scan. */
  private static final int MOST_QUERIES = 100;

  private static final int LONGEST_PARTITION_KEY = 2048;

  private static final int LONGEST_SORT_KEY = 1024;

  /** What one kind of comparison on the sort key may become. */
  private record Range(Condition condition, Set<Predicate> exact, Set<Predicate> narrowed) {}

  /** Leaves by the predicate they come from. */
  private record Source(Predicate predicate, Leaf leaf) {}

  /**
   * Empty where no predicate demands values of the partition key.
   *
   * @param keys partition key first, of the table or the index that is read
   */
  static Optional<KeyCondition> of(
      List<Predicate> predicates, StructType schema, List<TableDescription.Key> keys) {
    List<Source> leaves = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Leaf.of(predicate, schema).ifPresent(leaf -> leaves.add(new Source(predicate, leaf)));
    }
    List<Source> partition = on(leaves, keys.get(0));
    // An index may have several attributes for its partition key; those are scanned.
    if (keys.size() > 2) {
      return Optional.empty();
    }
    List<Source> sort = keys.size() < 2 ? List.of() : on(leaves, keys.get(1));
    return partition.stream()
        .flatMap(source -> values(source.leaf).map(v -> of(source, v, partition, sort)).stream())
        .findFirst();
  }

  private static KeyCondition of(
      Source equality, List<AttributeValue> values, List<Source> partition, List<Source> sort) {
    Set<Predicate> exact = new LinkedHashSet<>(Set.of(equality.predicate));
    Set<Predicate> narrowed = new LinkedHashSet<>();
    partition.stream().filter(s -> isPresence(s.leaf)).forEach(s -> exact.add(s.predicate));
    sort.stream()
        .filter(s -> isPresence(s.leaf) && s.leaf.column().holdsAll())
        .forEach(s -> exact.add(s.predicate));
    Optional<Range> range = range(sort);
    range.ifPresent(r -> {
      exact.addAll(r.exact);
      narrowed.addAll(r.narrowed);
    });
    List<Expression> queries = values.stream()
        .map(value -> query(equality.leaf.column().path(), value, range.map(Range::condition)))
        .toList();
    return new KeyCondition(queries, exact, narrowed);
  }

  private static Expression query(Path partition, AttributeValue value, Optional<Condition> sort) {
    List<Condition> parts = new ArrayList<>();
    parts.add(new Condition.Comparison(partition, "=", value));
    sort.ifPresent(parts::add);
    return ExpressionWriter.write(Condition.all(parts), "k");
  }

  private static List<Source> on(List<Source> leaves, TableDescription.Key key) {
    return leaves.stream()
        .filter(s -> s.leaf.column().path().isAttribute()
            && s.leaf.column().path().attribute().equals(key.name())
            && s.leaf.column().tag().equals(key.type()))
        .toList();
  }

  private static boolean isPresence(Leaf leaf) {
    return leaf.operator().equals("IS_NOT_NULL");
  }

  private static Optional<List<AttributeValue>> values(Leaf leaf) {
    if (!Set.of("=", "<=>", "IN").contains(leaf.operator())) {
      return Optional.empty();
    }
    return leaf.operands()
        .filter(all -> all.size() <= MOST_QUERIES
            && all.stream().allMatch(o -> o.exact() && isShort(o, LONGEST_PARTITION_KEY)))
        .map(all -> all.stream().map(Operand::value).toList());
  }

  private static boolean isShort(Operand operand, int longest) {
    return ExpressionWriter.bytes(operand.value()) <= longest;
  }

  /** The narrowest that one condition on the sort key can say. */
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
      boolean exact = o.exact() && (equality || s.leaf.column().holdsAll());
      return new Range(
          condition(s.leaf, o.value()),
          exact ? Set.of(s.predicate) : Set.of(),
          exact ? Set.of() : Set.of(s.predicate));
    }));
  }

  private static Optional<Source> bound(List<Source> sort, Set<String> operators) {
    return sort.stream()
        .filter(s -> operators.contains(s.leaf.operator())
            && s.leaf.operand().filter(o -> isShort(o, LONGEST_SORT_KEY)).isPresent()
            && (!s.leaf.operator().equals("STARTS_WITH") || s.leaf.column().isText()))
        .findFirst();
  }

  private static Condition condition(Leaf leaf, AttributeValue value) {
    Path path = leaf.column().path();
    return switch (leaf.operator()) {
      case "STARTS_WITH" -> new Condition.Function("begins_with", path, value);
      case "<=>" -> new Condition.Comparison(path, "=", value);
      default -> new Condition.Comparison(path, leaf.operator(), value);
    };
  }

  /** BETWEEN takes in both ends, so a strict bound is evaluated again; it refuses ends in the wrong order. */
  private static Optional<Range> between(List<Source> sort) {
    Optional<Source> low = bound(sort, Set.of(">", ">="));
    Optional<Source> high = bound(sort, Set.of("<", "<="));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    AttributeValue from = low.get().leaf.operand().orElseThrow().value();
    AttributeValue to = high.get().leaf.operand().orElseThrow().value();
    if (Order.compare(from, to) > 0) {
      return Optional.empty();
    }
    Set<Predicate> exact = new LinkedHashSet<>();
    Set<Predicate> narrowed = new LinkedHashSet<>();
    for (Source end : List.of(low.get(), high.get())) {
      boolean included = end.leaf.operator().endsWith("=");
      (included && end.leaf.column().holdsAll() ? exact : narrowed).add(end.predicate);
    }
    Path path = low.get().leaf.column().path();
    return Optional.of(new Range(new Condition.Between(path, from, to), exact, narrowed));
  }
}
