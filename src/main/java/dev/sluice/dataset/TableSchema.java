package dev.sluice.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Json;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.SeenTypes;
import dev.sluice.source.TableSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * @param entities kind of item → its own columns, where kinds are told apart: files have those then, and the overflow is
 *     counted for all kinds together
 */
public record TableSchema(
    JsonNode schema,
    long sampled,
    Map<String, Map<String, Long>> types,
    Map<String, Map<String, Long>> overflow,
    @Nullable Drift drift,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TableSchema> entities) {
  public TableSchema {
    // absent in what older versions wrote
    types = types == null ? Map.of() : types;
    overflow = overflow == null ? Map.of() : overflow;
    entities = entities == null ? Map.of() : entities;
  }

  /**
   * The schema of a table as it will be written into a snapshot; what overflows shows later.
   *
   * @param read which of its attributes have others beside them
   * @param written the columns that are kept
   */
  static TableSchema of(
      TableRead read, TableSource source, StructType written, Optional<Baseline> before) {
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
            .orElse(null),
        entities(read, source, before));
  }

  private static Map<String, TableSchema> entities(
      TableRead read, TableSource source, Optional<Baseline> before) {
    Map<String, TableSchema> entities = new TreeMap<>();
    source.discovered().ifPresent(found -> found.entities().forEach((kind, entity) -> {
      Optional<Baseline> then = before.flatMap(b -> b.of(kind));
      Map<String, Map<String, Long>> types = SeenTypes.of(entity.schema(), entity.attributes());
      StructType columns = Shards.added(entity.schema(), read.shardedAttributes());
      entities.put(
          kind,
          new TableSchema(
              Json.tree(columns.json()),
              entity.sampled(),
              types,
              Map.of(),
              then.map(b -> Drift.since(b.runId(), b.table(), columns, types)).orElse(null),
              Map.of()));
    }));
    return entities;
  }

  /** Columns of a kind of item of which nothing else is known. */
  static TableSchema unseen(StructType columns) {
    return new TableSchema(Json.tree(columns.json()), 0, Map.of(), Map.of(), null, Map.of());
  }

  TableSchema with(Map<String, TableSchema> entities) {
    return new TableSchema(schema, sampled, types, overflow, drift, entities);
  }

  TableSchema overflowing(Map<String, Map<String, Long>> counts) {
    return new TableSchema(schema, sampled, types, counts, drift, entities);
  }

  /** A table's schema in an earlier snapshot. */
  record Baseline(String runId, TableSchema table) {
    /** One kind of item in it. */
    Optional<Baseline> of(String kind) {
      return Optional.ofNullable(table.entities.get(kind)).map(t -> new Baseline(runId, t));
    }
  }

  StructType struct() {
    return struct(schema);
  }

  /** Columns from Spark's own JSON of them. */
  static StructType struct(JsonNode json) {
    return (StructType) DataType.fromJson(json.toString());
  }

  /**
   * Likewise, of a document that anybody may have changed.
   *
   * @throws dev.sluice.failure.Unusable where it says no columns
   */
  static StructType struct(JsonNode json, String location) {
    try {
      return struct(json);
    } catch (RuntimeException e) {
      throw Json.damaged(location, e);
    }
  }
}
