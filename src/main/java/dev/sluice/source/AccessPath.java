package dev.sluice.source;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;

/**
 * How DynamoDB is asked for a DataFrame's items.
 *
 * @param kind {@link #SCAN} or {@link #QUERY}: what the filter was turned into, whatever was asked for
 * @param index that is read instead of the table; null: the table itself
 * @param parts segments of a Scan, or Queries; 0: the filter is never true, and nothing is asked for
 * @param tasks that read them
 */
public record AccessPath(String kind, @Nullable String index, int parts, int tasks) {
  public static final String SCAN = "scan";
  public static final String QUERY = "query";

  /** Of rows that come from one read of this source and no other. Asks DynamoDB for nothing. */
  public static AccessPath of(Dataset<Row> rows) {
    Iterator<LogicalPlan> leaves =
        rows.queryExecution().optimizedPlan().collectLeaves().iterator();
    while (leaves.hasNext()) {
      if (leaves.next() instanceof DataSourceV2ScanRelation relation
          && relation.scan() instanceof SluiceScan scan) {
        return scan.way();
      }
    }
    return new AccessPath(SCAN, null, 0, 0);
  }
}
