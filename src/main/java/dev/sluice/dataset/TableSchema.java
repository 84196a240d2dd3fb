package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.SeenTypes;
import dev.sluice.source.TableSource;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What {@code schema.json} says of one table. Places are JSON Pointers; {@code *} is any element of a list or key of a
 * map.
 *
 * @param schema Spark's own JSON of it, marks included
 * @param sampled items that the columns were found from
 * @param types place → DynamoDB type → how often the sample had it, explicit NULLs too
 * @param overflow attribute → DynamoDB type → how many of its values, over all items written, are in {@code _overflow}:
 *     what the sample did not know, or a column could not hold
 * @param drift against the snapshot before; null where there is none
 */
public record TableSchema(
    JsonNode schema,
    long sampled,
    Map<String, Map<String, Long>> types,
    Map<String, Map<String, Long>> overflow,
    @Nullable Drift drift) {
  public TableSchema {
    // absent in what older versions wrote
    types = types == null ? Map.of() : types;
    overflow = overflow == null ? Map.of() : overflow;
  }

  /**
   * The schema of a table as it will be written into a snapshot; what overflows shows later.
   *
   * @param written the columns that are kept
   */
  static TableSchema of(TableSource source, StructType written, Optional<Baseline> before) {
    Map<String, Map<String, Long>> types = source
        .discovered()
        .map(found -> SeenTypes.of(written, found.attributes()))
        .orElseGet(Map::of);
    return new TableSchema(
        Json.tree(written.json()),
        source.discovered().map(Discovered::sampled).orElse(0L),
        types,
        Map.of(),
        before
            .map(then -> Drift.since(then.runId(), then.table(), written, types))
            .orElse(null));
  }

  TableSchema overflowing(Map<String, Map<String, Long>> counts) {
    return new TableSchema(schema, sampled, types, counts, drift);
  }

  /** A table's schema in an earlier snapshot. */
  record Baseline(String runId, TableSchema table) {}

  StructType struct() {
    return (StructType) DataType.fromJson(schema.toString());
  }
}
