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
 * Divides the filters that Spark offers between DynamoDB and Spark.
 *
 * <p>The filters are taken in Spark's first form, {@link Filter}. When Spark's builder makes its second form, {@link
 * Predicate}, one of its assertions fails for a NULL within {@code coalesce(n = NULL OR s = 'a', true)}, and the query
 * ends.
 *
 * @param shared the same filters in the second form, divided
 * @param filters the filters by their second form, compared by identity
 * @param untranslated filters whose second form would be a different filter
 */
record FilterPushdown(
    Pushdown shared, IdentityHashMap<Predicate, Filter> filters, List<Filter> untranslated) {
  /** Replaces bytes that are not UTF-8 when Spark's text becomes Java's. */
  private static final char REPLACEMENT = '\uFFFD';

  static final FilterPushdown NONE =
      new FilterPushdown(Pushdown.NONE, new IdentityHashMap<>(), List.of());

  /** Leaves all filters to Spark. */
  static FilterPushdown ofSpark(Filter[] filters) {
    return new FilterPushdown(Pushdown.NONE, new IdentityHashMap<>(), List.of(filters));
  }

  /**
   * Divides the filters.
   *
   * @param schema the columns that can be read, with their type tags
   * @param keys the keys of the table or index that is read
   * @param strict a schema whose misfits no filter may remove; null: none
   * @param maxQueries the number of Queries from which a Scan is preferred
   */
  static FilterPushdown of(
      Filter[] filters,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      int maxQueries) {
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
    Pushdown shared =
        Pushdown.of(predicates.toArray(Predicate[]::new), schema, keys, strict, maxQueries);
    return new FilterPushdown(shared, translated, untranslated);
  }

  /**
   * Returns the second form; null if there is none. Spark fails on literals that are lists, asserts its assumptions
   * about others, and changes text whose bytes are not UTF-8.
   */
  private static @Nullable Predicate secondForm(Filter filter) {
    try {
      return filter.toString().indexOf(REPLACEMENT) < 0 ? filter.toV2() : null;
    } catch (Exception | AssertionError e) {
      return null;
    }
  }

  /** Returns the same filters, with Spark evaluating these again too. */
  FilterPushdown evaluatingAgain(Collection<Predicate> again) {
    return new FilterPushdown(shared.evaluatingAgain(again), filters, untranslated);
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
