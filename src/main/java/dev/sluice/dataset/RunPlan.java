package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a run has decided before it reads, in {@code runs/<run-id>/scan/plan.json}: however often it is resumed, it goes on
 * with the same.
 *
 * @param configHash of the settings that decide what the snapshot holds
 * @param firstStarted items past their TTL by then are expired
 * @param scanStartedAt what the figures are ordered by
 * @param before the run whose snapshot {@code latest.json} named then, for what is carried over from one to the next; null:
 *     there was none
 */
record RunPlan(
    String runId,
    String configHash,
    Instant firstStarted,
    Instant scanStartedAt,
    @Nullable String before,
    List<Table> tables) {
  RunPlan {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param tableId what DynamoDB calls this incarnation of the table
   * @param kind scan or query: what the filter was turned into
   * @param index that is read instead of the table; null: the table itself
   * @param parts segments of a Scan, or Queries
   * @param pieces how many the table is read in
   * @param columns of the table, found from the sample, as Spark's JSON
   * @param plannedFor read units that the sample and the choice of an index consumed
   * @param schema as {@code schema.json} will have it, but for the overflow and for kinds that the sample did not see
   */
  record Table(
      String name,
      String tableId,
      String kind,
      @Nullable String index,
      int parts,
      int pieces,
      JsonNode columns,
      double plannedFor,
      TableSchema schema) {
    StructType struct() {
      return (StructType) DataType.fromJson(columns.toString());
    }
  }
}
