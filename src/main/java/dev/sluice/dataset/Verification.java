package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Compares a snapshot's files with its manifest, and the manifest with itself. The driver holds the manifest, and of
 * what is there only the differences; what files hold is read by tasks.
 */
final class Verification {
  private final SparkSession spark;
  private final Root root;
  private final Store store;
  private final Manifest manifest;
  private final List<String> differences = new ArrayList<>();

  Verification(SparkSession spark, Root root, Store store, Manifest manifest) {
    this.spark = spark;
    this.root = root;
    this.store = store;
    this.manifest = manifest;
  }

  /** A line for each difference: what kind, which file or table, what it is and what it should be. */
  List<String> differences() {
    SnapshotFiles.Differences files = new SnapshotFiles(store, manifest.runId()).compare(manifest);
    files.missing().forEach(path -> add("missing", path));
    files.extra().forEach(path -> add("extra", path));
    SchemaDocument schemas = schemas();
    List<Manifest.FileEntry> there = manifest.files().stream()
        .filter(f -> !files.missing().contains(f.path()))
        .toList();
    differences.addAll(
        FileCheck.differences(spark, root, manifest.runId(), there, ofFolders(schemas)));
    compareTables(schemas.tables());
    compareDerived(schemas.derived());
    differences.addAll(new TrainingCheck(root, store, manifest).differences());
    return List.copyOf(differences);
  }

  private void add(String kind, String what) {
    differences.add(kind + ": " + what);
  }

  /** What {@code schema.json} says; a damaged one is told as every other file. */
  private SchemaDocument schemas() {
    try {
      return Baselines.document(store, manifest.runId());
    } catch (ResourceUnavailableException damaged) {
      add("unreadable", "schema.json is no schema");
      return new SchemaDocument(Map.of(), Map.of());
    }
  }

  /** Folder → the schema of its files. */
  private static Map<String, String> ofFolders(SchemaDocument schemas) {
    Map<String, String> json = new TreeMap<>();
    schemas.tables().forEach((table, schema) -> {
      schema
          .entities()
          .forEach((kind, entity) ->
              json.put("tables/" + entity.in(table, kind), entity.schema().toString()));
      if (schema.entities().isEmpty()) {
        json.put("tables/" + table, schema.schema().toString());
      }
    });
    schemas.derived().forEach((name, schema) -> json.put("derived/" + name, schema.toString()));
    return json;
  }

  private void compareTables(Map<String, TableSchema> schemas) {
    manifest.tables().forEach((table, entry) -> {
      if (!entry.reconciles()) {
        add("counts", table + " does not add up: " + entry);
      }
      entry.coverage().gaps().forEach(gap -> add("coverage", table + ": " + gap));
      compareRejected(table, entry.rejected());
      TableSchema schema = schemas.get(table);
      compare(table, "tables/" + table, entry.written(), entry.columns(), struct(schema));
      entry
          .entities()
          .forEach((kind, entity) -> compare(
              entity.in(table, kind),
              "tables/" + entity.in(table, kind),
              entity.written(),
              entity.columns(),
              schema == null ? null : struct(schema.entities().get(kind))));
    });
  }

  private void compareRejected(String table, long rejected) {
    long lines = sum("rejected/" + table, Manifest.FileEntry::rows);
    if (lines != rejected) {
      add(
          "counts",
          "rejected/%s lists %d lines in files, %d rejected".formatted(table, lines, rejected));
    }
  }

  private static @Nullable StructType struct(@Nullable TableSchema schema) {
    return schema == null ? null : schema.struct();
  }

  private void compareDerived(Map<String, JsonNode> schemas) {
    manifest.derived().forEach((name, entry) -> {
      String folder = "derived/" + name;
      JsonNode schema = schemas.get(name);
      StructType struct = schema == null ? null : TableSchema.struct(schema);
      compare(folder, folder, entry.rows(), entry.columns(), struct);
      long bytes = sum(folder, Manifest.FileEntry::bytes);
      if (bytes != entry.bytes()) {
        add(
            "counts",
            "%s lists %d bytes in files, %d written".formatted(folder, bytes, entry.bytes()));
      }
    });
  }

  private long sum(String folder, ToLongFunction<Manifest.FileEntry> of) {
    return manifest.files().stream().filter(f -> f.isIn(folder)).mapToLong(of).sum();
  }

  /** A table, one kind of its items, or what is derived. */
  private void compare(
      String name, String folder, long written, List<String> columns, @Nullable StructType schema) {
    long rows = sum(folder, Manifest.FileEntry::rows);
    if (rows != written) {
      add("counts", "%s lists %d rows in files, %d written".formatted(name, rows, written));
    }
    if (schema == null) {
      add("schema", name + " is not in schema.json");
    } else if (!columns.equals(List.of(schema.fieldNames()))) {
      add(
          "schema",
          "%s has the columns %s in schema.json, not %s"
              .formatted(name, List.of(schema.fieldNames()), columns));
    }
  }
}
