package dev.sluice.source;

import dev.sluice.pushdown.Pushdown;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The filters that Spark offers, shared out between DynamoDB and Spark.
 *
 * <p>They are taken in Spark's first form, {@link Filter}: to make its second, the builder of Spark asserts what does not
 * hold of a NULL within {@code coalesce(n = NULL OR s = 'a', true)}, and the query ends.
 *
 * @param shared the same filters in the second form
 * @param filters by their second form, the very object
 * @param untranslated those whose second form would be another filter
 */
record FilterPushdown(
    Pushdown shared, IdentityHashMap<Predicate, Filter> filters, List<Filter> untranslated) {
  /** Stands for bytes that are no UTF-8 where Spark's text has become Java's. */
  private static final char REPLACEMENT = '\uFFFD';

  static final FilterPushdown NONE =
      new FilterPushdown(Pushdown.NONE, new IdentityHashMap<>(), List.of());

  /**
   * Shares out the filters.
   *
   * @param schema the columns that may be asked for, with their marks
   * @param keys of the table or index that is read
   */
  static FilterPushdown of(Filter[] filters, StructType schema, TableDescription.KeySchema keys) {
    IdentityHashMap<Predicate, Filter> translated = new IdentityHashMap<>();
    List<Predicate> predicates = new ArrayList<>();
    List<Filter> untranslated = new ArrayList<>();
    for (Filter filter : filters) {
      Predicate predicate = secondForm(filter);
      if (predicate == null) {
        untranslated.add(filter);
      } else {
        translated.put(predicate, filter);
        predicates.add(predicate);
      }
    }
    Pushdown shared = Pushdown.of(predicates.toArray(Predicate[]::new), schema, keys);
    return new FilterPushdown(shared, translated, untranslated);
  }

  /**
   * Null where there is none: Spark fails at literals that are lists and asserts what it thinks of others, and of bytes that
   * are no UTF-8 it makes other text.
   */
  private static @Nullable Predicate secondForm(Filter filter) {
    try {
      return filter.toString().indexOf(REPLACEMENT) < 0 ? filter.toV2() : null;
    } catch (Exception | AssertionError e) {
      return null;
    }
  }

  /** Returns the filters that Spark must evaluate. */
  Filter[] evaluatedBySpark() {
    List<Filter> all = new ArrayList<>(filters(shared.evaluatedBySpark()));
    all.addAll(untranslated);
    return all.toArray(Filter[]::new);
  }

  /** Returns the filters that DynamoDB evaluates, in whole or in part. */
  Filter[] pushed() {
    return filters(shared.pushed()).toArray(Filter[]::new);
  }

  private List<Filter> filters(Collection<Predicate> predicates) {
    return predicates.stream()
        .map(predicate -> Objects.requireNonNull(filters.get(predicate)))
        .toList();
  }
}
