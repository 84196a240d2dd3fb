package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.DayFolders;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.item.ItemCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An exported table.
 *
 * @param entry its entry in the manifest
 * @param files its files in the manifest
 * @param schema its schema in {@code schema.json}
 */
record TableResult(
    OpenTable table, Manifest.TableEntry entry, List<FileEntry> files, TableSchema schema) {
  /**
   * Returns the result of a table whose chunks are all recorded.
   *
   * @param lostReadUnits read units that attempts consumed without recording a chunk
   */
  static TableResult of(OpenTable table, TableSum sum, double lostReadUnits, Coverage coverage) {
    Map<String, TableSchema> entities = entities(table, sum);
    return new TableResult(
        table,
        entry(table, sum, lostReadUnits, entities, coverage),
        sum.filled(),
        table.recorded().overflowing(sum.overflow()).with(entities));
  }

  String name() {
    return table.name();
  }

  /** Returns the files of items that could not be read. */
  List<FileEntry> rejected() {
    return files.stream().filter(file -> file.isIn("rejected/" + name())).toList();
  }

  private static Manifest.TableEntry entry(
      OpenTable table,
      TableSum sum,
      double lostReadUnits,
      Map<String, TableSchema> entities,
      Coverage coverage) {
    RunPlan.Table plan = table.plan();
    ItemCounts items = sum.items();
    return new Manifest.TableEntry(
        plan.kind(),
        plan.index(),
        plan.arn(),
        plan.tableId(),
        table.read().role(),
        items.scanned(),
        items.filtered(),
        items.expired(),
        items.rejected(),
        items.written(),
        sum.consumedReadUnits() + lostReadUnits + plan.plannedFor(),
        sum.requests(),
        List.of(table.schema().fieldNames()),
        entityEntries(table, sum, entities),
        days(table, sum),
        coverage,
        null);
  }

  /** Returns the entity types in the sample, and further types that the scan met. */
  private static Map<String, TableSchema> entities(OpenTable table, TableSum sum) {
    Shape.Entities shape = table.shape().entities();
    if (shape == null) {
      return Map.of();
    }
    Map<String, TableSchema> all = new TreeMap<>(table.recorded().entities());
    sum.entities()
        .forEach(type ->
            all.computeIfAbsent(type, t -> TableSchema.unseen(shape.schema(t), shape.folder(t))));
    return all;
  }

  private static Map<String, Manifest.EntityEntry> entityEntries(
      OpenTable table, TableSum sum, Map<String, TableSchema> entities) {
    Map<String, Manifest.EntityEntry> entries = new TreeMap<>();
    entities.forEach((type, schema) -> {
      String folder = "tables/" + schema.in(table.name(), type);
      long written = sum.files().stream()
          .filter(file -> file.isIn(folder))
          .mapToLong(FileEntry::rows)
          .sum();
      List<String> columns = List.of(schema.struct().fieldNames());
      entries.put(type, new Manifest.EntityEntry(written, columns, schema.folder()));
    });
    return entries;
  }

  private static Manifest.@Nullable Days days(OpenTable table, TableSum sum) {
    String key = table.shape().dayKey();
    return key == null
        ? null
        : new Manifest.Days(
            key,
            DayFolders.rows(sum.files(), key + "=" + DayFolders.UNDATED),
            DayFolders.rows(sum.files(), key + "=" + DayFolders.OTHER));
  }
}
