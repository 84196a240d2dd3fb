package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The Queries for key values that Spark finds while a statement runs, usually those of a join's other side. They
 * replace a Scan, or more Queries, that were planned before.
 *
 * <p>Spark gives the values column by column. So there is one Query for each value of the partition key. The values of
 * the sort key narrow it to the range between the smallest and the largest, or, if a partition key has many items, make
 * a Query for each pair. More pairs are read than the join needs, never fewer.
 *
 * @param queries key conditions; empty: no item is needed
 * @param filter the filter expression; null: none
 * @param test the predicates on keys that the planned read evaluated completely, and Queries cannot, because a Query's
 *     filter must not name keys; null: none
 */
public record RuntimeQueries(
    List<Expression> queries,
    @Nullable Expression filter,
    @Nullable KeyTest test) {
  public RuntimeQueries {
    queries = List.copyOf(queries);
  }

  /**
   * Returns the columns by which Spark may narrow the read: those of the keys, if a value of every attribute of the
   * partition key is known or may become known.
   *
   * @param planned the predicates by which the read is planned
   * @param columns the columns of the rows
   * @param schema all columns that can be read, with their type tags
   */
  public static List<String> columns(
      Pushdown planned, StructType columns, StructType schema, TableDescription.KeySchema keys) {
    List<KeyCondition.Source> leaves = KeyCondition.leaves(planned.pushed(), schema);
    boolean complete = keys.partition().stream()
        .allMatch(key -> canBeFound(columns, key)
            || KeyValues.of(KeyCondition.on(leaves, key), KeyCondition.MAX_PARTITION_KEY_BYTES)
                .isPresent());
    return complete
        ? keys.all().stream()
            .limit(keys.partition().size() + 1L)
            .filter(key -> canBeFound(columns, key))
            .map(TableDescription.Key::name)
            .toList()
        : List.of();
  }

  private static boolean canBeFound(StructType columns, TableDescription.Key key) {
    return Column.of(columns, new String[] {key.name()})
        .filter(column -> KeyValues.canBeFound(column, key.type()))
        .isPresent();
  }

  /**
   * Returns the Queries; empty if the planned read stays as it is, because the values do not give all keys, or a Scan
   * costs less.
   *
   * @param planned the predicates by which the read is planned
   * @param found the predicates with Spark's values, {@code key IN (…)}
   * @param schema all columns that can be read, with their type tags
   * @param keys the keys of the table or index that is read
   * @param strict the columns whose misfits no filter may remove; null: none
   */
  public static Optional<RuntimeQueries> of(
      Pushdown planned,
      List<Predicate> found,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      QueryBounds bounds) {
    List<Predicate> all = new ArrayList<>(planned.pushed());
    all.addAll(found);
    Keys known = new Keys(KeyCondition.leaves(all, schema), keys);
    QueryBounds allowed = bounds.atLeast(planned.queries().size());
    List<KeyValues> partition = known.partition();
    boolean complete = partition.size() == keys.partition().size();
    return complete && combinations(partition) <= allowed.maxQueries()
        ? divided(planned, known.condition(partition, allowed), schema, keys, strict)
        : Optional.empty();
  }

  private static double combinations(List<KeyValues> partition) {
    return partition.stream().mapToDouble(key -> key.values().size()).reduce(1, (a, b) -> a * b);
  }

  /** Returns the Queries with the planned predicates around them; empty if one of these could not be evaluated. */
  private static Optional<RuntimeQueries> divided(
      Pushdown planned,
      KeyCondition condition,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict) {
    Pushdown divided = Pushdown.of(planned.pushed(), schema, keys, strict, Optional.of(condition));
    List<Predicate> left = planned.exact().stream()
        .filter(predicate -> !divided.exact().contains(predicate)
            || isCheckedNow(predicate, planned.keys(), divided.keys()))
        .toList();
    List<Expression> queries = compact(condition.queries());
    if (left.isEmpty()) {
      return Optional.of(new RuntimeQueries(queries, divided.filter(), null));
    }
    return KeyTest.of(left, schema, keys)
        .map(test -> new RuntimeQueries(queries, divided.filter(), test));
  }

  /** Returns whether a predicate needs a check of the rows that the planned read does not make. */
  private static boolean isCheckedNow(Predicate predicate, QueryKeys planned, QueryKeys divided) {
    return divided.checks().stream()
        .filter(check -> !planned.checks().contains(check))
        .anyMatch(check -> Arrays.stream(predicate.references())
            .anyMatch(reference -> reference.fieldNames()[0].equals(check.column())));
  }

  /** Returns equal Queries that share their texts and names, of which there are few. */
  private static List<Expression> compact(List<Expression> queries) {
    Map<String, Expression> first = new HashMap<>();
    return queries.stream()
        .map(query -> {
          Expression same = first.computeIfAbsent(query.text(), text -> query);
          return same.names().equals(query.names())
              ? new Expression(same.text(), same.names(), query.values())
              : query;
        })
        .toList();
  }

  /** The predicates on keys. */
  private record Keys(List<KeyCondition.Source> leaves, TableDescription.KeySchema schema) {
    /** Returns the values of each attribute of the partition key that has any. */
    List<KeyValues> partition() {
      return schema.partition().stream()
          .flatMap(key -> values(key, KeyCondition.MAX_PARTITION_KEY_BYTES).stream())
          .toList();
    }

    private Optional<KeyValues> values(TableDescription.Key key, int longest) {
      return KeyValues.of(KeyCondition.on(leaves, key), longest);
    }

    KeyCondition condition(List<KeyValues> partition, QueryBounds bounds) {
      Set<Predicate> exact = new LinkedHashSet<>(KeyCondition.present(leaves, schema));
      partition.forEach(key -> exact.addAll(key.predicates()));
      List<List<ItemPredicate>> each = new ArrayList<>();
      partition.forEach(key -> each.add(key.conditions()));
      KeyCondition.Range range = KeyCondition.presentInRows(leaves, schema.sort())
          .then(KeyCondition.range(leaves, schema.sort()));
      exact.addAll(range.exact());
      if (range.conditions().isEmpty()) {
        sort().ifPresent(sort -> {
          exact.addAll(sort.values().size() == 1 ? sort.predicates() : Set.of());
          each.add(conditions(sort, (int) combinations(partition), bounds));
        });
      }
      return KeyCondition.of(each, range.conditions(), exact, range.checks());
    }

    /** Returns the values of the first attribute of the sort key; empty if they are not known. */
    private Optional<KeyValues> sort() {
      return schema.sort().stream()
          .findFirst()
          .flatMap(key -> values(key, KeyCondition.MAX_SORT_KEY_BYTES));
    }

    private static List<ItemPredicate> conditions(
        KeyValues sort, int partitionKeys, QueryBounds bounds) {
      int values = sort.values().size();
      return values == 0 || bounds.allowsEach(values, partitionKeys)
          ? sort.conditions()
          : List.of(sort.span());
    }
  }
}
