package dev.sluice.dataset;

import dev.sluice.failure.GateFailed;
import dev.sluice.source.TableSource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Makes a snapshot: every table's files under the run's own prefix, then the schema, then the manifest, which makes it
 * exist, then the pointer to the newest.
 */
final class SnapshotExport {
  private static final String JSON = "application/json";

  private final SparkSession spark;
  private final Root root;
  private final Store store;
  private final DatasetSettings settings;
  private final Clock clock;

  SnapshotExport(
      SparkSession spark, Root root, Store store, DatasetSettings settings, Clock clock) {
    this.spark = spark;
    this.root = root;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  Manifest export(
      String runId,
      String configHash,
      Instant firstStarted,
      List<TableRead> reads,
      View view,
      Progress progress) {
    Optional<Latest> before = Latest.read(store);
    // All tables are looked at before the first is read: a missing one shall not cost the others'
    // read units.
    List<TableSource> sources =
        reads.stream().map(r -> TableSource.open(r.sourceOptions())).toList();
    view.check(schemas(reads, sources));
    SnapshotFiles files = new SnapshotFiles(spark, root, runId);
    files.deleteAll();
    Instant startedAt = clock.instant();
    List<TableExport.Result> tables = new ArrayList<>();
    TableExport export = new TableExport(spark, root, settings, runId, firstStarted);
    for (int i = 0; i < reads.size(); i++) {
      tables.add(export.export(reads.get(i), sources.get(i), progress));
    }
    Manifest.FileEntry schema = writeSchema(runId, tables, before);
    Manifest tablesOnly = manifest(runId, configHash, startedAt, tables, schema);
    files.deleteStrays(tablesOnly);
    files.checkFooters(tablesOnly);
    View.Added added = view.add(new ViewFolder(spark, root, store, settings, tablesOnly, before));
    Manifest manifest = tablesOnly.with(added, clock.instant());
    files.deleteStrays(manifest);
    publish(manifest);
    return manifest;
  }

  private static Map<Role, StructType> schemas(List<TableRead> reads, List<TableSource> sources) {
    Map<Role, StructType> schemas = new EnumMap<>(Role.class);
    for (int i = 0; i < reads.size(); i++) {
      TableRead read = reads.get(i);
      schemas.put(read.role(), Snapshots.kept(sources.get(i).schema(), read.columns()));
    }
    return schemas;
  }

  private Manifest.FileEntry writeSchema(
      String runId, List<TableExport.Result> tables, Optional<Latest> before) {
    Map<String, TableSchema> schemas = new LinkedHashMap<>();
    for (TableExport.Result table : tables) {
      StructType written = table.rows().schema();
      schemas.put(
          table.name(),
          TableSchema.of(
              table.source(),
              written,
              table.overflow(),
              Baselines.of(store, before, table.name())));
    }
    byte[] json = Json.write(new SchemaDocument(schemas));
    store.write(Root.schema(runId), json, JSON);
    return new Manifest.FileEntry("schema.json", 0, json.length, Sha256.of(json));
  }

  private Manifest manifest(
      String runId,
      String configHash,
      Instant startedAt,
      List<TableExport.Result> tables,
      Manifest.FileEntry schema) {
    Map<String, Manifest.TableEntry> entries = new LinkedHashMap<>();
    List<Manifest.FileEntry> files = new ArrayList<>();
    for (TableExport.Result table : tables) {
      entries.put(table.name(), table.entry());
      table.files().forEach(file -> files.add(file.entry()));
    }
    files.add(schema);
    return new Manifest(runId, clock.instant(), startedAt, configHash, entries, Map.of(), files);
  }

  private void publish(Manifest manifest) {
    if (!store.create(Root.manifest(manifest.runId()), Json.write(manifest), JSON)) {
      throw new GateFailed(
          "run " + manifest.runId() + " has made its snapshot meanwhile, in another process",
          "Start again with the same run id to get its result.");
    }
    Latest.advance(store, Latest.of(manifest));
  }
}
