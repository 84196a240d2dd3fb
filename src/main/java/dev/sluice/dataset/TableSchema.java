package dev.sluice.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Json;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.SeenTypes;
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
 * @param folder of one kind of item, within the table's; null: not of one, or not recorded
 */
public record TableSchema(
    JsonNode schema,
    long sampled,
    Map<String, Map<String, Long>> types,
    Map<String, Map<String, Long>> overflow,
    @Nullable Drift drift,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, TableSchema> entities,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String folder) {
  /** Of a table whose items are all of one kind. */
  public TableSchema(
      JsonNode schema,
      long sampled,
      Map<String, Map<String, Long>> types,
      Map<String, Map<String, Long>> overflow,
      @Nullable Drift drift,
      Map<String, TableSchema> entities) {
    this(schema, sampled, types, overflow, drift, entities, null);
  }

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
        .map(found -> seen(before, SeenTypes.of(written, found.attributes())))
        .orElseGet(Map::of);
    return of(
        written,
        source.discovered().map(Discovered::sampled).orElse(0L),
        types,
        before,
        EntitySchemas.of(read, source, written, before),
        null);
  }

  /** Of these columns, with their drift. */
  static TableSchema of(
      StructType columns,
      long sampled,
      Map<String, Map<String, Long>> types,
      Optional<Baseline> before,
      Map<String, TableSchema> entities,
      @Nullable String folder) {
    @Nullable
    Drift drift = before
        .map(then -> Drift.since(then.runId(), then.table(), columns, types))
        .orElse(null);
    return new TableSchema(
        Json.tree(columns.json()), sampled, types, Map.of(), drift, entities, folder);
  }

  /** And 0 of each type that only earlier samples had: a sample's luck is no change. */
  static Map<String, Map<String, Long>> seen(
      Optional<Baseline> before, Map<String, Map<String, Long>> now) {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    now.forEach((place, types) -> all.put(place, new TreeMap<>(types)));
    before.ifPresent(then -> then.table().types().forEach((place, types) -> types
        .keySet()
        .forEach(type -> all.computeIfAbsent(place, p -> new TreeMap<>()).putIfAbsent(type, 0L))));
    return all;
  }

  /** Columns of a kind of item of which nothing else is known. */
  static TableSchema unseen(StructType columns, String folder) {
    return of(columns, 0, Map.of(), Optional.empty(), Map.of(), folder);
  }

  TableSchema with(Map<String, TableSchema> entities) {
    return new TableSchema(schema, sampled, types, overflow, drift, entities, folder);
  }

  TableSchema overflowing(Map<String, Map<String, Long>> counts) {
    return new TableSchema(schema, sampled, types, counts, drift, entities, folder);
  }

  /** The folder of one kind of item, below {@code tables/}. */
  String in(String table, String kind) {
    return table + "/" + (folder == null ? Entities.earlier(kind) : folder);
  }

  /** Of the folders in which its files lie. */
  FolderKeys folderKeys() {
    List<StructType> all = new ArrayList<>(List.of(struct()));
    entities.values().forEach(entity -> all.add(entity.struct()));
    return FolderKeys.of(all);
  }

  /** A table's schema in an earlier snapshot. */
  record Baseline(String runId, TableSchema table) {
    /** One kind of item in it. */
    Optional<Baseline> of(String kind) {
      return Optional.ofNullable(table.entities.get(kind)).map(t -> new Baseline(runId, t));
    }

    /** The table, its columns going on from these. */
    TableSource widened(TableSource source) {
      Map<String, Earlier> kinds = new TreeMap<>(table.entities)
          .entrySet().stream()
              .filter(kind -> !kind.getKey().equals(Entities.OTHER))
              .collect(
                  Collectors.toMap(Map.Entry::getKey, kind -> kind.getValue().columns()));
      return source.widened(table.columns(), kinds);
    }
  }

  /** Its columns, and where values were seen that are no NULLs. */
  private Earlier columns() {
    return Earlier.of(
        struct(),
        types.entrySet().stream()
            .filter(place -> !place.getValue().keySet().equals(Set.of("NULL")))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
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
   * @throws dev.sluice.failure.ResourceUnavailableException where it says no columns
   */
  static StructType struct(JsonNode json, String location) {
    try {
      return struct(json);
    } catch (RuntimeException e) {
      throw Json.damaged(location, e);
    }
  }
}
