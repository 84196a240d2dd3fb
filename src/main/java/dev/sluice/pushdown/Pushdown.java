package dev.sluice.pushdown;

import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The division of a query's predicates between DynamoDB and Spark. A row must satisfy all predicates.
 *
 * @param queries key conditions, one for each Query; empty: a Scan
 * @param filter the filter expression; null: none
 * @param exact predicates that DynamoDB evaluates completely
 * @param narrowed predicates that DynamoDB narrows, and Spark evaluates again
 * @param kept predicates that Spark alone evaluates
 * @param keys properties of the rows that the Queries find. The exact predicates are TRUE for the rows that pass its checks
 */
public record Pushdown(
    List<Expression> queries,
    @Nullable Expression filter,
    List<Predicate> exact,
    List<Predicate> narrowed,
    List<Predicate> kept,
    QueryKeys keys) {
  /** The division of no predicates. */
  public static final Pushdown NONE =
      new Pushdown(List.of(), null, List.of(), List.of(), List.of(), QueryKeys.NONE);

  public Pushdown {
    queries = List.copyOf(queries);
    exact = List.copyOf(exact);
    narrowed = List.copyOf(narrowed);
    kept = List.copyOf(kept);
  }

  /**
   * Divides the predicates.
   *
   * @param schema the table's columns, with their type tags
   * @param keys the keys of the table, or of the index that is read
   */
  public static Pushdown of(
      Predicate[] predicates, StructType schema, TableDescription.KeySchema keys) {
    return of(predicates, schema, keys, null, KeyCondition.MAX_QUERIES);
  }

  /**
   * Divides the predicates so that no filter removes an item whose value may not fit a column of the predicate.
   *
   * @param strict the columns with NOT NULL; null: values that do not fit are null
   * @param maxQueries the number of Queries from which a Scan is preferred
   */
  public static Pushdown of(
      Predicate[] predicates,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      int maxQueries) {
    List<Predicate> all = Arrays.asList(predicates);
    return of(all, schema, keys, strict, KeyCondition.of(all, schema, keys, maxQueries));
  }

  /** Divides the predicates around a key condition. Empty: there is none. */
  static Pushdown of(
      List<Predicate> predicates,
      StructType schema,
      TableDescription.KeySchema keys,
      @Nullable StructType strict,
      Optional<KeyCondition> key) {
    return new Division(schema, keys, MisfitConditions.of(strict, keys)).divide(predicates, key);
  }

  /** Returns the same predicates, divided with this one. */
  public Pushdown and(Predicate more, StructType schema, TableDescription.KeySchema of) {
    List<Predicate> all = new ArrayList<>(exact);
    all.add(more);
    int maxQueries = Math.max(KeyCondition.MAX_QUERIES, queries.size());
    return of(all.toArray(Predicate[]::new), schema, of, null, maxQueries);
  }

  /** Returns all predicates, those that DynamoDB evaluates completely first. */
  public List<Predicate> predicates() {
    List<Predicate> all = new ArrayList<>(exact);
    all.addAll(evaluatedBySpark());
    return all;
  }

  /** Returns the same division, with Spark evaluating these predicates again too. */
  public Pushdown evaluatingAgain(Collection<Predicate> again) {
    List<Predicate> stillExact = exact.stream().filter(p -> !again.contains(p)).toList();
    List<Predicate> more =
        new ArrayList<>(exact.stream().filter(again::contains).toList());
    more.addAll(narrowed);
    return new Pushdown(queries, filter, stillExact, more, kept, keys);
  }

  /** Returns the predicates that Spark must evaluate. */
  public List<Predicate> evaluatedBySpark() {
    List<Predicate> all = new ArrayList<>(narrowed);
    all.addAll(kept);
    return all;
  }

  /** Returns the predicates that DynamoDB evaluates, in whole or in part. */
  public List<Predicate> pushed() {
    List<Predicate> all = new ArrayList<>(exact);
    all.addAll(narrowed);
    return all;
  }

  /** Collects the result while it goes through the predicates. */
  private static final class Division {
    /** The prefix of a filter's aliases. */
    private static final String PREFIX = "f";

    private final StructType schema;
    private final TableDescription.KeySchema keys;
    private final MisfitConditions misfits;
    private final List<ItemPredicate> conditions = new ArrayList<>();
    private final List<RowCheck> checks = new ArrayList<>();
    private final List<Predicate> exact = new ArrayList<>();
    private final List<Predicate> narrowed = new ArrayList<>();
    private final List<Predicate> kept = new ArrayList<>();

    Division(StructType schema, TableDescription.KeySchema keys, MisfitConditions misfits) {
      this.misfits = misfits;
      this.schema = schema;
      this.keys = keys;
    }

    Pushdown divide(List<Predicate> predicates, Optional<KeyCondition> key) {
      List<Predicate> implied = new ArrayList<>();
      for (Predicate predicate : predicates) {
        if (key.filter(k -> k.exact().contains(predicate)).isPresent()) {
          exact.add(predicate);
        } else if (!misfits.areKept() && NullRejection.isImplied(predicate, predicates)) {
          implied.add(predicate);
        } else {
          filter(predicate, key.isPresent());
        }
      }
      List<Predicate> settled = List.copyOf(exact);
      implied.forEach(predicate -> implied(predicate, settled, key.isPresent()));
      Expression filter = conditions.isEmpty()
          ? null
          : ExpressionWriter.write(ItemPredicate.all(conditions), PREFIX);
      return new Pushdown(
          key.map(KeyCondition::queries).orElse(List.of()),
          filter,
          exact,
          narrowed,
          kept,
          key.map(k -> k.keys().checking(checks)).orElse(QueryKeys.NONE));
    }

    private void filter(Predicate predicate, boolean query) {
      Optional<Translation> translated = translated(predicate, query);
      translated.ifPresent(t -> conditions.add(t.condition()));
      translated
          .map(t -> isExact(t, predicate, query) && !mixesKeys(t.condition()) ? exact : narrowed)
          .orElse(kept)
          .add(predicate);
    }

    /** Returns whether a translation is exact, if need be by a check of the rows that a Query finds. */
    private boolean isExact(Translation translation, Predicate predicate, boolean query) {
      boolean checkable = query && !misfits.areKept();
      Optional<RowCheck> check =
          translation.exact() || !checkable ? Optional.empty() : NullCheck.of(predicate, schema);
      check.ifPresent(checks::add);
      return translation.exact() || check.isPresent();
    }

    /**
     * Adds an IS NOT NULL that another predicate implies. Nobody evaluates it again. It still narrows what DynamoDB
     * returns, unless DynamoDB evaluates the other predicate completely.
     */
    private void implied(Predicate predicate, List<Predicate> settled, boolean query) {
      if (!NullRejection.isImplied(predicate, settled)) {
        translated(predicate, query).ifPresent(t -> conditions.add(t.condition()));
      }
      exact.add(predicate);
    }

    private Optional<Translation> translated(Predicate predicate, boolean query) {
      return new Translator(schema, misfits)
          .translate(predicate)
          .filter(t -> fits(t.condition()) && !(query && namesKey(t.condition())));
    }

    /**
     * Returns whether a condition names keys and other attributes. Spark evaluates it again, because it could not be
     * part of Queries, if the Scan is replaced by them while a statement runs.
     */
    private boolean mixesKeys(ItemPredicate condition) {
      return namesKey(condition) && !keyNames().containsAll(names(condition));
    }

    private boolean fits(ItemPredicate more) {
      List<ItemPredicate> all = new ArrayList<>(conditions);
      all.add(more);
      return ExpressionWriter.fits(ItemPredicate.all(all), PREFIX);
    }

    /** Returns whether a condition names a key. A Query's filter must not. */
    private boolean namesKey(ItemPredicate condition) {
      return names(condition).stream().anyMatch(keyNames()::contains);
    }

    private static Collection<String> names(ItemPredicate condition) {
      return ExpressionWriter.write(condition, "").names().values();
    }

    private Set<String> keyNames() {
      return keys.all().stream().map(TableDescription.Key::name).collect(Collectors.toSet());
    }
  }
}
