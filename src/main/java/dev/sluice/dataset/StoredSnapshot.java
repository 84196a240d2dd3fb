package dev.sluice.dataset;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A snapshot that has its manifest. */
record StoredSnapshot(SparkSession spark, Root root, Store store, Manifest manifest)
    implements Snapshot {
  @Override
  public String location() {
    return root.location(Root.snapshot(manifest.runId()));
  }

  @Override
  public Optional<String> tableOf(Role role) {
    return manifest.tables().entrySet().stream()
        .filter(t -> t.getValue().role() == role)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Reads the manifest's files, not the folder's: what else lies there is none of the snapshot's. */
  @Override
  public Dataset<Row> table(String name) {
    Configuration conf = spark.sessionState().newHadoopConf();
    String[] files = manifest.files().stream()
        .filter(f -> f.belongsTo(name))
        .map(Manifest.FileEntry::path)
        .map(path ->
            root.hadoopPath(Root.snapshot(manifest.runId()) + "/" + path, conf).toString())
        .toArray(String[]::new);
    return spark.read().schema(schemaOf(name).struct()).parquet(files);
  }

  @Override
  public Map<String, TableSchema> schemas() {
    return Baselines.document(store, manifest.runId()).tables();
  }

  private TableSchema schemaOf(String name) {
    TableSchema schema = schemas().get(name);
    if (schema == null) {
      throw new IllegalArgumentException("snapshot " + manifest.runId() + " has no table " + name);
    }
    return schema;
  }
}
