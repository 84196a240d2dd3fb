package dev.sluice.source;

import dev.sluice.access.ReadChecks;
import dev.sluice.access.ReadPlan;
import dev.sluice.item.OverflowColumn;
import java.util.Arrays;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Collects the columns, filters and limit that Spark needs, and builds the scan. */
final class SluiceScanBuilder
    implements ScanBuilder,
        SupportsPushDownRequiredColumns,
        SupportsPushDownFilters,
        SupportsPushDownLimit,
        SupportsPushDownAggregates {
  private final PlannedRead read;
  private final ReadPlan plan;
  private StructType required;
  private FilterPushdown pushdown = FilterPushdown.NONE;
  private int limit;
  private int counts;

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
    pushdown = FilterPushdown.of(
        filters,
        plan.projection().of(plan.schema()),
        plan.projection().keys(),
        KeyColumns.maxQueries(read));
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

  /**
   * Accepts only counts of all items. Refuses if Spark or a TTL would leave some items out, or if items may be found
   * twice. Spark's own count would read rows without columns, for which only the partition key is fetched. Such a count
   * also includes items whose other attributes cannot be read, so both counts are equal.
   */
  @Override
  public boolean pushAggregation(Aggregation aggregation) {
    boolean all = aggregation.groupByExpressions().length == 0
        && Arrays.stream(aggregation.aggregateExpressions()).allMatch(CountStar.class::isInstance)
        && pushdown.evaluatedBySpark().length == 0
        && plan.expiry().attribute() == null
        && planned().repeating().isEmpty();
    counts = all ? aggregation.aggregateExpressions().length : 0;
    return counts > 0;
  }

  @Override
  public Scan build() {
    ReadPlan planned = planned();
    ReadChecks.queries(planned);
    if (counts == 0) {
      ReadChecks.columns(planned, required);
    }
    StructType columns = counts > 0 ? countColumns() : required;
    SluiceScan.Request request =
        new SluiceScan.Request(columns, pushdown.shared(), limit, counts > 0);
    return new SluiceScan(read.with(planned), request);
  }

  /** Returns the plan with the Queries that the filters allow. */
  private ReadPlan planned() {
    return plan.querying(pushdown.shared().queries());
  }

  private StructType countColumns() {
    StructType columns = new StructType();
    for (int i = 0; i < counts; i++) {
      columns = columns.add("count" + i, DataTypes.LongType, false);
    }
    return columns;
  }
}
