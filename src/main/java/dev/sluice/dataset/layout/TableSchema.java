package dev.sluice.dataset.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Json;
import dev.sluice.schema.Earlier;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One table in {@code schema.json}. Columns are named by JSON Pointers. {@code *} stands for any element of a list or
 * key of a map.
 *
 * @param schema Spark's own JSON of it, including column metadata
 * @param sampled the number of items from which the columns were found
 * @param types pointer → DynamoDB type → number of occurrences in the sample, including explicit NULLs
 * @param overflow attribute → DynamoDB type → number of its values in {@code _overflow}, over all written items: values
 *     of types that the sample did not have, or that a column cannot hold
 * @param drift the changes since the previous snapshot; null if there is none
 * @param entities entity type → its own columns. Empty for a table without entity types; otherwise files have those
 *     columns, and the overflow is counted for all types together
 * @param folder the folder of one entity type within the table's folder; null for a whole table, and if not recorded
 */
public record TableSchema(
    JsonNode schema,
    long sampled,
    Map<String, Map<String, Long>> types,
    Map<String, Map<String, Long>> overflow,
    @Nullable Drift drift,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TableSchema> entities,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String folder) {
  public TableSchema {
    // absent in documents of earlier versions
    types = types == null ? Map.of() : types;
    overflow = overflow == null ? Map.of() : overflow;
    entities = entities == null ? Map.of() : entities;
  }

  /** Returns the schema of an entity type that the sample did not have. */
  public static TableSchema unseen(StructType columns, String folder) {
    return new TableSchema(
        Json.tree(columns.json()), 0, Map.of(), Map.of(), null, Map.of(), folder);
  }

  /** Returns the schema with these entity types. */
  public TableSchema with(Map<String, TableSchema> entities) {
    return new TableSchema(schema, sampled, types, overflow, drift, entities, folder);
  }

  /** Returns the schema with other columns. */
  public TableSchema having(StructType columns) {
    return new TableSchema(
        Json.tree(columns.json()), sampled, types, overflow, drift, entities, folder);
  }

  /** Returns the schema with these overflow counts. */
  public TableSchema overflowing(Map<String, Map<String, Long>> counts) {
    return new TableSchema(schema, sampled, types, counts, drift, entities, folder);
  }

  /** Returns the folder of an entity type below {@code tables/}. */
  public String in(String table, String entity) {
    return EntityFolders.path(table, entity, folder);
  }

  /** Returns the keys in the names of the table's folders. */
  public FolderKeys folderKeys() {
    List<StructType> all = new ArrayList<>(List.of(struct()));
    entities.values().forEach(entity -> all.add(entity.struct()));
    return FolderKeys.of(all);
  }

  /** A table's schema in an earlier snapshot. */
  public record Baseline(String runId, TableSchema table) {
    /** Returns the baseline of one entity type in it; empty if it has none. */
    Optional<Baseline> of(String type) {
      return Optional.ofNullable(table.entities.get(type)).map(t -> new Baseline(runId, t));
    }

    /** Returns the table with columns that continue these. */
    public TableSource widened(TableSource source) {
      Map<String, Earlier> types = new TreeMap<>(table.entities)
          .entrySet().stream()
              .filter(type -> !type.getKey().equals(EntityFolders.OTHER))
              .collect(
                  Collectors.toMap(Map.Entry::getKey, type -> type.getValue().columns()));
      return source.widened(table.columns(), types);
    }
  }

  /** Returns the columns, and the pointers at which the sample had other values than NULL. */
  private Earlier columns() {
    return Earlier.of(
        struct(),
        types.entrySet().stream()
            .filter(type -> !type.getValue().keySet().equals(Set.of("NULL")))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  /** Returns the columns. */
  public StructType struct() {
    return struct(schema);
  }

  /** Parses Spark's own JSON of columns. */
  public static StructType struct(JsonNode json) {
    return (StructType) DataType.fromJson(json.toString());
  }

  /**
   * Parses Spark's own JSON of columns in a document that anybody may have changed.
   *
   * @param location the location of the document
   * @throws dev.sluice.failure.ResourceUnavailableException if the JSON does not describe columns
   */
  public static StructType struct(JsonNode json, String location) {
    try {
      return struct(json);
    } catch (RuntimeException e) {
      throw Json.damaged(location, e);
    }
  }
}
