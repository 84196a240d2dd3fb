package dev.sluice.source;

import dev.sluice.access.ReadChecks;
import dev.sluice.access.ReadPlan;
import dev.sluice.item.OverflowColumn;
import dev.sluice.pushdown.Pushdown;
import java.util.Arrays;
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
  private final PlannedRead read;
  private final ReadPlan plan;
  private StructType required;
  private FilterPushdown pushdown = FilterPushdown.NONE;
  private int limit;
  private KeyedRead keyed = KeyedRead.NONE;
  private @Nullable Pushdown aggregated;

  SluiceScanBuilder(PlannedRead read) {
    this.read = read;
    this.plan = read.plan();
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
    StructType pruned = PrunedColumns.of(plan.schema(), requiredSchema);
    required = overflow ? plan.projection().of(plan.schema(), pruned) : pruned;
  }

  @Override
  public Filter[] pushFilters(Filter[] filters) {
    pushdown = FilterPushdown.of(filters, readable(), plan.projection().keys());
    return pushdown.evaluatedBySpark();
  }

  @Override
  public Filter[] pushedFilters() {
    return pushdown.pushed();
  }

  /** Limits each task separately. Spark takes as many rows as it needs. */
  @Override
  public boolean pushLimit(int rows) {
    limit = rows;
    return true;
  }

  /** Reads the first rows of each Query, if its rows come in this order. Spark sorts them again. */
  @Override
  public boolean pushTopN(SortOrder[] orders, int rows) {
    Optional<SortedRead> sorted = keyed.isAll() && readsAlone()
        ? SortedRead.of(orders, rows, pushdown.shared(), planned(), readable())
        : Optional.empty();
    keyed = sorted.map(KeyedRead::of).orElse(keyed);
    return sorted.isPresent();
  }

  /** Says of limits and of the first rows that Spark takes as many rows as it needs, of those of all tasks. */
  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  /** Accepts counts, and minima and maxima of the sort key, if nothing is left to Spark but to combine them. */
  @Override
  public boolean pushAggregation(Aggregation aggregation) {
    Optional<PushedAggregation> pushed = readsAlone()
        ? PushedAggregation.of(aggregation, pushdown.shared(), planned(), readable())
        : Optional.empty();
    pushed.ifPresent(p -> {
      keyed = KeyedRead.of(p.aggregates(), p.pushdown().keys());
      aggregated = p.pushdown();
    });
    return pushed.isPresent();
  }

  @Override
  public Scan build() {
    ReadPlan planned = planned();
    ReadChecks.queries(planned);
    Pushdown divided = aggregated == null ? pushdown.shared() : aggregated;
    KeyAggregates aggregates = keyed.aggregates();
    StructType read = aggregates == null ? required : aggregates.read();
    if (!keyed.isCount()) {
      read = RowChecks.columns(read, divided.keys().checks(), plan.schema());
      ReadChecks.columns(planned, read);
    }
    StructType columns = aggregates == null ? required : aggregates.columns();
    if (limit > 0 && keyed.isAll() && SortedRead.isPossible(planned)) {
      keyed = KeyedRead.of(SortedRead.some(limit));
    }
    return new SluiceScan(
        this.read.with(planned), new SluiceScan.Request(columns, read, divided, limit, keyed));
  }

  /** Returns whether Spark evaluates no filter. */
  private boolean readsAlone() {
    return pushdown.evaluatedBySpark().length == 0;
  }

  private StructType readable() {
    return plan.projection().of(plan.schema());
  }

  /** Returns the plan with the Queries that the filters allow. */
  private ReadPlan planned() {
    return plan.querying(pushdown.shared().queries());
  }
}
