package dev.sluice.dataset;

import dev.sluice.failure.GateFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Compares a snapshot's files with its manifest, and the manifest with itself. The driver holds the manifest, and of
 * what is there only the differences; what files hold is read by tasks.
 */
final class Verification {
  /** Spark keeps something of each. */
  private static final int MOST_TASKS = 1_000;

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
    Map<String, TableSchema> schemas = schemas();
    compareFiles(
        manifest.files().stream()
            .filter(f -> !files.missing().contains(f.path()))
            .toList(),
        schemas);
    compareTables(schemas);
    differences.addAll(new TrainingCheck(root, store, manifest).differences());
    return List.copyOf(differences);
  }

  private void add(String kind, String what) {
    differences.add(kind + ": " + what);
  }

  /** Of the tables that {@code schema.json} knows; a damaged one is told as every other file. */
  private Map<String, TableSchema> schemas() {
    try {
      return Baselines.document(store, manifest.runId()).tables();
    } catch (GateFailed damaged) {
      add("unreadable", "schema.json is no schema");
      return Map.of();
    }
  }

  private void compareFiles(List<Manifest.FileEntry> files, Map<String, TableSchema> schemas) {
    if (files.isEmpty()) {
      return;
    }
    Map<String, String> json = new TreeMap<>();
    schemas.forEach((table, schema) -> {
      schema
          .entities()
          .forEach((kind, entity) ->
              json.put(Entities.of(table, kind), entity.schema().toString()));
      if (schema.entities().isEmpty()) {
        json.put(table, schema.schema().toString());
      }
    });
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    FileCheck check = new FileCheck(root, Root.snapshot(manifest.runId()), json, conf);
    int tasks = Math.min(files.size(), MOST_TASKS);
    differences.addAll(context.parallelize(files, tasks).flatMap(check).collect());
    conf.destroy();
  }

  private void compareTables(Map<String, TableSchema> schemas) {
    manifest.tables().forEach((table, entry) -> {
      if (!entry.reconciles()) {
        add("counts", table + " does not add up: " + entry);
      }
      compareRejected(table, entry.rejected());
      TableSchema schema = schemas.get(table);
      compare(table, entry.written(), entry.columns(), schema);
      entry
          .entities()
          .forEach((kind, entity) -> compare(
              Entities.of(table, kind),
              entity.written(),
              entity.columns(),
              schema == null ? null : schema.entities().get(kind)));
    });
  }

  private void compareRejected(String table, long rejected) {
    long lines = manifest.files().stream()
        .filter(file -> file.path().startsWith("rejected/" + table + "/"))
        .mapToLong(Manifest.FileEntry::rows)
        .sum();
    if (lines != rejected) {
      add(
          "counts",
          "rejected/%s lists %d lines in files, %d rejected".formatted(table, lines, rejected));
    }
  }

  /** A table, or one kind of its items. */
  private void compare(
      String name, long written, List<String> columns, @Nullable TableSchema schema) {
    long rows = manifest.files().stream()
        .filter(f -> f.belongsTo(name))
        .mapToLong(Manifest.FileEntry::rows)
        .sum();
    if (rows != written) {
      add("counts", "%s lists %d rows in files, %d written".formatted(name, rows, written));
    }
    if (schema == null) {
      add("schema", name + " is not in schema.json");
    } else if (!columns.equals(List.of(schema.struct().fieldNames()))) {
      add(
          "schema",
          "%s has the columns %s in schema.json, not %s"
              .formatted(name, List.of(schema.struct().fieldNames()), columns));
    }
  }
}
