package dev.sluice.dataset;

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

/** The columns of each entity type, as far as types have folders of their own. */
final class EntitySchemas {
  private EntitySchemas() {}

  /**
   * Of the types that the sample saw, and of those that the snapshot before has: its own first, then those seen most. Beyond
   * {@link Entities#MAX_OWN} the others are one, with the table's columns.
   */
  static Map<String, TableSchema> of(
      TableRead read,
      TableSource source,
      StructType written,
      Optional<TableSchema.Baseline> before) {
    Map<String, Discovered.Entity> found =
        source.discovered().map(Discovered::entities).orElseGet(Map::of);
    Map<String, StructType> columns = new TreeMap<>();
    List<StructType> all = new ArrayList<>(List.of(written));
    List<String> own = own(found, before);
    for (String type : own) {
      Discovered.Entity entity = found.get(type);
      if (entity != null) {
        columns.put(type, Shards.added(entity.schema(), read.shardedAttributes()));
      }
    }
    boolean full = own.size() < found.size() || had(before, Entities.OTHER);
    if (full) {
      columns.put(Entities.OTHER, written);
    }
    all.addAll(columns.values());
    String key = FolderKeys.of(all).entity();
    Map<String, TableSchema> entities = new TreeMap<>();
    columns.forEach((type, struct) -> entities.put(
        type, schema(struct, found.get(type), before.flatMap(b -> b.of(type)), key, type)));
    return entities;
  }

  private static TableSchema schema(
      StructType columns,
      Discovered.@Nullable Entity found,
      Optional<TableSchema.Baseline> before,
      String key,
      String type) {
    Map<String, Map<String, Long>> types =
        found == null ? Map.of() : SeenTypes.of(columns, found.attributes());
    return TableSchema.of(
        columns,
        found == null ? 0 : found.sampled(),
        TableSchema.seen(before, types),
        before,
        Map.of(),
        Entities.folder(key, type));
  }

  private static List<String> own(
      Map<String, Discovered.Entity> found, Optional<TableSchema.Baseline> before) {
    Comparator<Map.Entry<String, Discovered.Entity>> precedence = Comparator.comparing(
            (Map.Entry<String, Discovered.Entity> type) -> !had(before, type.getKey()))
        .thenComparing(type -> -type.getValue().sampled())
        .thenComparing(Map.Entry.comparingByKey());
    return found.entrySet().stream()
        .filter(type -> Entities.mayOwn(type.getKey()) && !type.getKey().equals(Entities.OTHER))
        .sorted(precedence)
        .limit(Entities.MAX_OWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean had(Optional<TableSchema.Baseline> before, String type) {
    return before.flatMap(b -> b.of(type)).isPresent();
  }
}
