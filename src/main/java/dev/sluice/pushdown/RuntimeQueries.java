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
 * @param checks what rows must satisfy, besides the checks of the planned read
 * @param test the predicates on keys that the planned read evaluated completely, and Queries cannot, because a Query's
 *     filter must not name keys; null: none
 */
public record RuntimeQueries(
    List<Expression> queries,
    @Nullable Expression filter,
    List<RowCheck> checks,
    @Nullable KeyTest test) {
  public RuntimeQueries {
    queries = List.copyOf(queries);
    checks = List.copyOf(checks);
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
    List<KeyLeaf> leaves = KeyLeaf.of(planned.pushed(), schema);
    boolean complete = keys.partition().stream()
        .allMatch(key -> canBeFound(columns, key)
            || PossibleKeys.of(KeyLeaf.on(leaves, key), KeyCondition.MAX_PARTITION_KEY_BYTES)
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
        .filter(column -> PossibleKeys.canBeFound(column, key.type()))
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
   * @param read the columns that are decoded
   */
  public static Optional<RuntimeQueries> of(
      Pushdown planned,
      List<Predicate> found,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      Set<String> read,
      QueryBounds bounds) {
    List<Predicate> all = new ArrayList<>(planned.pushed());
    all.addAll(found);
    Keys known = new Keys(KeyLeaf.of(all, schema), keys);
    QueryBounds allowed = bounds.atLeast(planned.queries().size());
    List<PossibleKeys> partition = known.partition();
    boolean complete = partition.size() == keys.partition().size();
    return complete && combinations(partition) <= allowed.maxQueries()
        ? divided(planned, known.condition(partition, allowed), schema, keys, strict, read)
        : Optional.empty();
  }

  private static double combinations(List<PossibleKeys> partition) {
    return partition.stream().mapToDouble(key -> key.values().size()).reduce(1, (a, b) -> a * b);
  }

  /** Returns the Queries with the planned predicates around them; empty if one of these could not be evaluated. */
  private static Optional<RuntimeQueries> divided(
      Pushdown planned,
      KeyCondition condition,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      Set<String> read) {
    Pushdown divided = Pushdown.of(planned.pushed(), schema, keys, strict, Optional.of(condition));
    List<RowCheck> more = divided.keys().checks().stream()
        .filter(check -> !planned.keys().checks().contains(check))
        .toList();
    List<Predicate> left = planned.exact().stream()
        .filter(predicate -> !divided.exact().contains(predicate)
            || more.stream()
                .anyMatch(check -> !read.contains(check.column()) && concerns(check, predicate)))
        .toList();
    List<RowCheck> checks =
        more.stream().filter(check -> read.contains(check.column())).toList();
    List<Expression> queries = compact(condition.queries());
    if (left.isEmpty()) {
      return Optional.of(new RuntimeQueries(queries, divided.filter(), checks, null));
    }
    return KeyTest.of(left, schema, keys)
        .map(test -> new RuntimeQueries(queries, divided.filter(), checks, test));
  }

  private static boolean concerns(RowCheck check, Predicate predicate) {
    return Arrays.stream(predicate.references())
        .anyMatch(reference -> reference.fieldNames()[0].equals(check.column()));
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
  private record Keys(List<KeyLeaf> leaves, TableDescription.KeySchema schema) {
    /** Returns the values of each attribute of the partition key that has any. */
    List<PossibleKeys> partition() {
      return schema.partition().stream()
          .flatMap(key -> values(key, KeyCondition.MAX_PARTITION_KEY_BYTES).stream())
          .toList();
    }

    private Optional<PossibleKeys> values(TableDescription.Key key, int longest) {
      return PossibleKeys.of(KeyLeaf.on(leaves, key), longest);
    }

    KeyCondition condition(List<PossibleKeys> partition, QueryBounds bounds) {
      Set<Predicate> exact = new LinkedHashSet<>(KeyCondition.present(leaves, schema));
      partition.forEach(key -> exact.addAll(key.predicates()));
      List<List<ItemPredicate>> each = new ArrayList<>();
      partition.forEach(key -> each.add(key.conditions()));
      SortKeyRange range = SortKeyRange.of(leaves, schema.sort());
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
    private Optional<PossibleKeys> sort() {
      return schema.sort().stream().findFirst().flatMap(key -> values(key, SortKeyRange.MAX_BYTES));
    }

    private static List<ItemPredicate> conditions(
        PossibleKeys sort, int partitionKeys, QueryBounds bounds) {
      int values = sort.values().size();
      return values == 0 || bounds.allowsEach(values, partitionKeys)
          ? sort.conditions()
          : List.of(sort.span());
    }
  }
}
