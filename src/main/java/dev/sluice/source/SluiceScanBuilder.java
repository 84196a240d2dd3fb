package dev.sluice.source;

import dev.sluice.access.ReadChecks;
import dev.sluice.access.ReadPlan;
import dev.sluice.item.OverflowColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Collects the columns, filters and limit that Spark needs, and builds the scan. */
final class SluiceScanBuilder
    implements ScanBuilder,
        SupportsPushDownRequiredColumns,
        SupportsPushDownFilters,
        SupportsPushDownLimit,
        SupportsPushDownTopN,
        SupportsPushDownAggregates {
  private final ReadPlan plan;
  private final ConformingScan conforming;
  private final IndexChoice choice;
  private StructType required;
  private FilterPushdown pushdown = FilterPushdown.NONE;
  private int limit;
  private @Nullable TopN topN;
  private @Nullable AggregatedRead aggregated;

  /** The first rows in an order. */
  private record TopN(List<SortOrder> orders, int rows) {}

  /** Aggregates, and the read that answers them. */
  private record AggregatedRead(KeyAggregates aggregates, ChosenRead read) {}

  SluiceScanBuilder(PlannedRead read) {
    this.plan = read.plan();
    this.conforming = ConformingScan.of(plan);
    this.choice = new IndexChoice(read);
    this.required = plan.schema();
  }

  /**
   * Selects the columns that Spark requires. If they include the overflow, all columns that can be read are selected,
   * because a value that a column holds is not in the overflow.
   *
   * <p>If Spark requires only some fields of a struct, the struct is fetched as a whole and those fields are decoded.
   * With a projected path, DynamoDB does not show whether the field or the whole struct is missing.
   */
  @Override
  public void pruneColumns(StructType requiredSchema) {
    boolean overflow = Arrays.asList(requiredSchema.fieldNames()).contains(OverflowColumn.NAME);
    StructType pruned =
        PrunedColumns.of(plan.schema(), MetadataColumns.without(requiredSchema, plan.schema()));
    StructType decoded =
        conforming.decoded(overflow ? plan.projection().of(plan.schema(), pruned) : pruned);
    required = MetadataColumns.and(decoded, requiredSchema, plan);
  }

  @Override
  public Filter[] pushFilters(Filter[] filters) {
    pushdown = choice.shareable(FilterPushdown.of(
        filters,
        readable(plan),
        plan.projection().keys(),
        conforming.strict(),
        KeyColumns.maxQueries(choice.read())));
    return pushdown.evaluatedBySpark();
  }

  @Override
  public Filter[] pushedFilters() {
    return pushdown.pushed();
  }

  /** Limits the rows of all tasks together, but may give a few more. Spark takes as many as it needs. */
  @Override
  public boolean pushLimit(int rows) {
    limit = rows;
    return true;
  }

  /**
   * Reads the first rows of each Query, if its rows come in this order. Spark sorts them again. Spark names the columns
   * later, and with them the index may change, so the order is compared in {@link #build} too.
   */
  @Override
  public boolean pushTopN(SortOrder[] orders, int rows) {
    boolean possible = readsAlone() && aggregated == null && !conforming.isGiven();
    topN = possible ? new TopN(List.of(orders), rows) : null;
    // the choice of an index describes the table again
    return possible && sorted(chosen(new StructType())).isPresent();
  }

  private Optional<SortedRead> sorted(ChosenRead chosen) {
    return Optional.ofNullable(topN)
        .flatMap(wanted -> SortedRead.of(
            wanted.orders().toArray(SortOrder[]::new),
            wanted.rows(),
            chosen.pushdown(),
            chosen.plan(),
            readable(chosen.plan())));
  }

  /** Says of limits and of the first rows that Spark takes as many rows as it needs, of those of all tasks. */
  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  /** Accepts counts, and minima and maxima of the sort key, if nothing is left to Spark but to combine them. */
  @Override
  public boolean pushAggregation(Aggregation aggregation) {
    // first, because the choice of an index describes the table again
    aggregated = readsAlone() && conforming.answers(aggregation)
        ? aggregated(aggregation, chosen(new StructType())).orElse(null)
        : null;
    return aggregated != null;
  }

  private Optional<AggregatedRead> aggregated(Aggregation wanted, ChosenRead chosen) {
    return PushedAggregation.of(wanted, chosen.pushdown(), chosen.plan(), readable(chosen.plan()))
        .map(p -> new AggregatedRead(p.aggregates(), new ChosenRead(chosen.read(), p.pushdown())));
  }

  @Override
  public Scan build() {
    return aggregated == null ? rows(chosen(required)) : aggregates(aggregated);
  }

  private Scan aggregates(AggregatedRead wanted) {
    KeyAggregates aggregates = wanted.aggregates();
    ChosenRead chosen = wanted.read();
    KeyedRead keyed = KeyedRead.of(aggregates, chosen.pushdown().keys());
    StructType read = keyed.isCount() ? aggregates.read() : decoded(aggregates.read(), chosen);
    return scan(chosen, aggregates.columns(), read, keyed);
  }

  private Scan rows(ChosenRead chosen) {
    KeyedRead keyed = sorted(chosen).map(KeyedRead::of).orElse(KeyedRead.NONE);
    return scan(chosen, required, decoded(required, chosen), keyed);
  }

  /** Returns the columns of rows, and those that their checks need. */
  private StructType decoded(StructType columns, ChosenRead chosen) {
    StructType read = RowChecks.columns(columns, chosen.pushdown().keys().checks(), plan.schema());
    ReadChecks.columns(chosen.plan(), conforming.attributes(read));
    return read;
  }

  private Scan scan(ChosenRead chosen, StructType columns, StructType read, KeyedRead keyed) {
    ReadChecks.queries(chosen.plan());
    return new SluiceScan(
        chosen.read(), new ScanRequest(columns, read, chosen.pushdown(), limit, keyed));
  }

  /** Returns whether Spark evaluates no filter. */
  private boolean readsAlone() {
    return pushdown.evaluatedBySpark().length == 0;
  }

  private StructType readable(ReadPlan of) {
    return conforming.attributes(of.projection().of(plan.schema()));
  }

  /** Returns the read of the table or of an index, with the Queries that the filters allow. */
  private ChosenRead chosen(StructType columns) {
    return choice.of(pushdown.shared(), columns);
  }
}
