package dev.sluice.dataset.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.SchemaDocument;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.parquet.FileRows;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A snapshot with a known manifest.
 *
 * @param document reads {@code schema.json}
 */
public record StoredSnapshot(
    SparkSession spark, Root root, Manifest manifest, Supplier<SchemaDocument> document)
    implements Snapshot {
  /** Returns the snapshot with Datasets of another session. */
  public StoredSnapshot in(SparkSession session) {
    return new StoredSnapshot(session, root, manifest, document);
  }

  @Override
  public String location() {
    return root.location(RunPaths.snapshot(manifest.runId()));
  }

  @Override
  public Optional<String> tableOf(Role role) {
    return manifest.tableOf(role);
  }

  @Override
  public Dataset<Row> table(String name) {
    return table(name, path -> true);
  }

  @Override
  public Dataset<Row> table(String name, DayRange days) {
    return table(name, days::mayBeIn);
  }

  @Override
  public Optional<DatedRows> dated(String name) {
    TableSchema schema = schemaOf(name);
    return Optional.ofNullable(manifest.tables().get(name))
        .flatMap(table -> Optional.ofNullable(table.iceberg()))
        .map(entry ->
            new DatedRows(spark, IcebergRows.of(entry, manifest.firstStarted()), schema.struct()));
  }

  @Override
  public UnreadItems unread(String name, DayRange days) {
    return new UnreadItems(rows(name, days::isAfter), rows(name, days::isBefore));
  }

  private long rows(String name, Predicate<String> wanted) {
    return manifest.files().stream()
        .filter(file -> file.belongsTo(name) && wanted.test(file.path()))
        .mapToLong(FileEntry::rows)
        .sum();
  }

  /**
   * Reads the files of the manifest and not all files of the folder, because other files there do not belong to the
   * snapshot.
   */
  private Dataset<Row> table(String name, Predicate<String> wanted) {
    TableSchema schema = schemaOf(name);
    Manifest.TableEntry entry = manifest.tables().get(name);
    if (entry != null && entry.iceberg() != null) {
      return IcebergRows.of(entry.iceberg(), manifest.firstStarted()).of(spark, schema.struct());
    }
    List<Dataset<Row>> types = schema.entities().entrySet().stream()
        .map(entity -> files(
            "tables/" + entity.getValue().in(name, entity.getKey()),
            entity.getValue().struct(),
            wanted))
        .toList();
    return types.isEmpty()
        ? files("tables/" + name, schema.struct(), wanted)
        : EntityUnion.of(types);
  }

  @Override
  public Dataset<Row> table(String name, String entity) {
    TableSchema schema = schemaOf(name).entities().get(entity);
    if (schema == null) {
      throw new IllegalArgumentException("table " + name + " has no entity type " + entity);
    }
    return files("tables/" + schema.in(name, entity), schema.struct(), path -> true);
  }

  @Override
  public Dataset<Row> derived(String name) {
    JsonNode schema = document.get().derived().get(name);
    if (schema == null) {
      throw new IllegalArgumentException(
          "snapshot " + manifest.runId() + " has no derived dataset " + name);
    }
    StructType columns = TableSchema.struct(schema);
    return files("derived/" + name, columns, path -> true);
  }

  private Dataset<Row> files(String folder, StructType schema, Predicate<String> wanted) {
    Configuration conf = spark.sessionState().newHadoopConf();
    String[] files = manifest.files().stream()
        .filter(f -> f.isIn(folder))
        .map(FileEntry::path)
        .filter(wanted)
        .map(path -> root.hadoopPath(RunPaths.snapshot(manifest.runId()) + "/" + path, conf)
            .toString())
        .toArray(String[]::new);
    return OverflowMap.asText(rows(files, schema));
  }

  /** Reads files. Spark throws an exception without declaring it. */
  private Dataset<Row> rows(String[] files, StructType schema) {
    try {
      return FileRows.of(spark, schema, files);
    } catch (Exception e) {
      if (e instanceof AnalysisException missing) {
        throw new ResourceUnavailableException(
            "files of snapshot " + manifest.runId() + " are missing: "
                + String.valueOf(missing.getMessage()).lines().findFirst().orElse(""),
            "Restore them; verify --run-id " + manifest.runId() + " names each.",
            e);
      }
      throw e;
    }
  }

  @Override
  public Map<String, TableSchema> schemas() {
    return document.get().tables();
  }

  private TableSchema schemaOf(String name) {
    TableSchema schema = schemas().get(name);
    if (schema == null && manifest.tables().containsKey(name)) {
      throw new ResourceUnavailableException(
          root.location(RunPaths.schema(manifest.runId())) + " is damaged: it has not table " + name
              + " of the manifest",
          "Restore it, or export again under another --run-id.");
    }
    if (schema == null) {
      throw new IllegalArgumentException("snapshot " + manifest.runId() + " has no table " + name);
    }
    return schema;
  }
}
