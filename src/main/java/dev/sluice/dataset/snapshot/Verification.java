package dev.sluice.dataset.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
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
 * Compares a snapshot's files with its manifest, and checks that the manifest is consistent. The driver holds only the
 * manifest and the differences; tasks read the content of files.
 */
public final class Verification {
  private final SparkSession spark;
  private final Root root;
  private final Store store;
  private final Manifest manifest;
  private final List<String> differences = new ArrayList<>();

  /** Prepares the check of a manifest. */
  public Verification(SparkSession spark, Root root, Store store, Manifest manifest) {
    this.spark = spark;
    this.root = root;
    this.store = store;
    this.manifest = manifest;
  }

  /** Returns one line for each difference: its kind, the file or table, the actual and the expected value. */
  public List<String> differences() {
    SnapshotFiles.Differences files = new SnapshotFiles(store, manifest.runId()).compare(manifest);
    files.missing().forEach(path -> add("missing", path));
    files.extra().forEach(path -> add("extra", path));
    SchemaDocument schemas = schemas();
    List<FileEntry> there = manifest.files().stream()
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

  /** Reads {@code schema.json}. A damaged one is reported like every other file. */
  private SchemaDocument schemas() {
    try {
      return SchemaDocument.read(store, manifest.runId());
    } catch (ResourceUnavailableException damaged) {
      add("unreadable", "schema.json is not a schema");
      return SchemaDocument.EMPTY;
    }
  }

  /** Returns folder → schema of its files. */
  private static Map<String, String> ofFolders(SchemaDocument schemas) {
    Map<String, String> json = new TreeMap<>();
    schemas.tables().forEach((table, schema) -> {
      schema
          .entities()
          .forEach((type, entity) ->
              json.put("tables/" + entity.in(table, type), entity.schema().toString()));
      if (schema.entities().isEmpty()) {
        json.put("tables/" + table, schema.schema().toString());
      }
    });
    schemas.derived().forEach((name, schema) -> json.put("derived/" + name, schema.toString()));
    return json;
  }

  private void compareTables(Map<String, TableSchema> schemas) {
    manifest.tables().forEach((table, entry) -> {
      if (!entry.items().addUp()) {
        add("counts", table + " does not add up: " + entry);
      }
      entry.coverage().gaps().forEach(gap -> add("coverage", table + ": " + gap));
      compareRejected(table, entry.rejected());
      TableSchema schema = schemas.get(table);
      if (entry.iceberg() != null) {
        compareIceberg(table, entry.iceberg());
        return;
      }
      compare(table, "tables/" + table, entry.written(), entry.columns(), struct(schema));
      entry
          .entities()
          .forEach((type, entity) -> compare(
              EntityFolders.path(table, type, entity.folder()),
              "tables/" + EntityFolders.path(table, type, entity.folder()),
              entity.written(),
              entity.columns(),
              schema == null ? null : struct(schema.entities().get(type))));
    });
  }

  private void compareIceberg(String table, Manifest.Iceberg entry) {
    try {
      long rows = IcebergRows.of(entry, manifest.firstStarted()).count(spark);
      if (rows != entry.rows()) {
        add("counts", "%s has %d rows in Iceberg, not %d".formatted(table, rows, entry.rows()));
      }
    } catch (RuntimeException e) {
      add("missing", "snapshot " + entry.snapshotId() + " of " + table + ": " + e.getMessage());
    }
  }

  private void compareRejected(String table, long rejected) {
    long lines = sum("rejected/" + table, FileEntry::rows);
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
      long bytes = sum(folder, FileEntry::bytes);
      if (bytes != entry.bytes()) {
        add(
            "counts",
            "%s lists %d bytes in files, %d written".formatted(folder, bytes, entry.bytes()));
      }
    });
  }

  private long sum(String folder, ToLongFunction<FileEntry> of) {
    return manifest.files().stream().filter(f -> f.isIn(folder)).mapToLong(of).sum();
  }

  /** Compares a table, one of its entity types, or a derived dataset. */
  private void compare(
      String name, String folder, long written, List<String> columns, @Nullable StructType schema) {
    long rows = sum(folder, FileEntry::rows);
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
