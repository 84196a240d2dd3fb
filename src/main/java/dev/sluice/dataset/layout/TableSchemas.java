package dev.sluice.dataset.layout;

import dev.sluice.dataset.store.Json;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.SeenTypes;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Builds the schema of a table for the record, before the table is read: its columns, the columns of each entity type
 * with its own folder, and the changes since the previous snapshot.
 */
public final class TableSchemas {
  private final TableSource source;
  private final List<String> shardedAttributes;
  private final Optional<TableSchema.Baseline> before;

  /**
   * Creates a builder for one table.
   *
   * @param source the table, whose sample gives the columns
   * @param shardedAttributes the attributes that get a second column without the write shard
   * @param before the table in the previous snapshot
   */
  public TableSchemas(
      TableSource source, List<String> shardedAttributes, Optional<TableSchema.Baseline> before) {
    this.source = source;
    this.shardedAttributes = shardedAttributes;
    this.before = before;
  }

  /**
   * Builds the schema. Its overflow counts are empty until the table is read.
   *
   * @param written the columns that are kept
   */
  public TableSchema of(StructType written) {
    Optional<Discovered> found = source.discovered();
    return schema(
        written,
        found.map(Discovered::sampled).orElse(0L),
        found
            .map(sample -> seen(before, SeenTypes.of(written, sample.attributes())))
            .orElseGet(Map::of),
        before,
        entities(written),
        null);
  }

  /**
   * Returns the entity types in the sample: those of the previous snapshot first, then the most frequent. The types
   * beyond {@link EntityFolders#MAX_OWN} share one folder, with the table's columns.
   */
  private Map<String, TableSchema> entities(StructType written) {
    Map<String, Discovered.Entity> found =
        source.discovered().map(Discovered::entities).orElseGet(Map::of);
    List<String> own = own(found);
    Map<String, StructType> columns = new TreeMap<>();
    for (String type : own) {
      Discovered.Entity entity = found.get(type);
      if (entity != null) {
        columns.put(type, Shards.added(entity.schema(), shardedAttributes));
      }
    }
    if (own.size() < found.size() || isKnown(EntityFolders.OTHER)) {
      columns.put(EntityFolders.OTHER, written);
    }
    List<StructType> all = new ArrayList<>(List.of(written));
    all.addAll(columns.values());
    String key = FolderKeys.of(all).entity();
    Map<String, TableSchema> entities = new TreeMap<>();
    columns.forEach(
        (type, struct) -> entities.put(type, entity(type, struct, found.get(type), key)));
    return entities;
  }

  private TableSchema entity(
      String type, StructType columns, Discovered.@Nullable Entity found, String key) {
    Optional<TableSchema.Baseline> earlier = before.flatMap(b -> b.of(type));
    Map<String, Map<String, Long>> types =
        found == null ? Map.of() : SeenTypes.of(columns, found.attributes());
    return schema(
        columns,
        found == null ? 0 : found.sampled(),
        seen(earlier, types),
        earlier,
        Map.of(),
        EntityFolders.folder(key, type));
  }

  private List<String> own(Map<String, Discovered.Entity> found) {
    Comparator<Map.Entry<String, Discovered.Entity>> precedence = Comparator.comparing(
            (Map.Entry<String, Discovered.Entity> type) -> !isKnown(type.getKey()))
        .thenComparing(type -> -type.getValue().sampled())
        .thenComparing(Map.Entry.comparingByKey());
    return found.entrySet().stream()
        .filter(type ->
            EntityFolders.mayOwn(type.getKey()) && !type.getKey().equals(EntityFolders.OTHER))
        .sorted(precedence)
        .limit(EntityFolders.MAX_OWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether the previous snapshot has this entity type. */
  private boolean isKnown(String type) {
    return before.flatMap(b -> b.of(type)).isPresent();
  }

  private static TableSchema schema(
      StructType columns,
      long sampled,
      Map<String, Map<String, Long>> types,
      Optional<TableSchema.Baseline> before,
      Map<String, TableSchema> entities,
      @Nullable String folder) {
    @Nullable
    Drift drift = before
        .map(then -> SchemaComparison.drift(then.runId(), then.table(), columns, types))
        .orElse(null);
    return new TableSchema(
        Json.tree(columns.json()), sampled, types, Map.of(), drift, entities, folder);
  }

  /**
   * Adds a count of 0 for each type that occurred only in earlier samples, because a type that a sample misses by
   * chance is not a change.
   */
  private static Map<String, Map<String, Long>> seen(
      Optional<TableSchema.Baseline> before, Map<String, Map<String, Long>> now) {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    now.forEach((pointer, types) -> all.put(pointer, new TreeMap<>(types)));
    before.ifPresent(then -> then.table().types().forEach((pointer, types) -> types
        .keySet()
        .forEach(
            type -> all.computeIfAbsent(pointer, p -> new TreeMap<>()).putIfAbsent(type, 0L))));
    return all;
  }
}
