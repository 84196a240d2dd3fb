package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** The values that one attribute of the partition key may equal. */
  private record Equality(KeyLeaf source, List<AttributeValue> values) {
    List<ItemPredicate> conditions() {
      Path path = source.leaf().column().path();
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
    List<KeyLeaf> leaves = KeyLeaf.of(predicates, schema);
    List<Equality> partition = keys.partition().stream()
        .flatMap(key -> equality(KeyLeaf.on(leaves, key), maxQueries).stream())
        .toList();
    double queries =
        partition.stream().mapToDouble(e -> e.values.size()).reduce(1, (a, b) -> a * b);
    return partition.isEmpty() || partition.size() < keys.partition().size() || queries > maxQueries
        ? Optional.empty()
        : Optional.of(of(partition, SortKeyRange.of(leaves, keys.sort()), present(leaves, keys)));
  }

  private static KeyCondition of(
      List<Equality> partition, SortKeyRange sort, Set<Predicate> present) {
    Set<Predicate> exact = new LinkedHashSet<>(present);
    exact.addAll(sort.exact());
    partition.forEach(equality -> exact.add(equality.source.predicate()));
    List<List<ItemPredicate>> each =
        partition.stream().map(Equality::conditions).toList();
    return of(each, sort.conditions(), exact, sort.checks());
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
          .flatMap(before -> next.stream().map(one -> SortKeyRange.joined(before, List.of(one))))
          .toList();
    }
    List<List<ItemPredicate>> queries =
        combined.stream().map(values -> SortKeyRange.joined(values, all)).toList();
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
  static Set<Predicate> present(List<KeyLeaf> leaves, TableDescription.KeySchema keys) {
    Set<Predicate> present = new LinkedHashSet<>();
    keys.partition().stream()
        .flatMap(key -> KeyLeaf.present(leaves, key))
        .forEach(s -> present.add(s.predicate()));
    return present;
  }

  private static Optional<Equality> equality(List<KeyLeaf> key, int maxQueries) {
    return key.stream()
        .flatMap(
            source -> values(source.leaf(), maxQueries).map(v -> new Equality(source, v)).stream())
        .findFirst();
  }

  private static Optional<List<AttributeValue>> values(Leaf leaf, int maxQueries) {
    if (!Set.of("=", "<=>", "IN").contains(leaf.operator())) {
      return Optional.empty();
    }
    return leaf.operands()
        .filter(all -> all.size() <= maxQueries
            && all.stream().allMatch(o -> o.exact() && o.isShort(MAX_PARTITION_KEY_BYTES)))
        .map(all -> all.stream().map(Operand::value).toList());
  }
}
