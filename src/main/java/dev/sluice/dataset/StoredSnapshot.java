package dev.sluice.dataset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

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

  @Override
  public Dataset<Row> table(String name) {
    return table(name, path -> true);
  }

  @Override
  public Dataset<Row> table(String name, DaySpan days) {
    return table(name, days::mayBeIn);
  }

  /** Reads the manifest's files, not the folder's: what else lies there is none of the snapshot's. */
  private Dataset<Row> table(String name, Predicate<String> wanted) {
    Configuration conf = spark.sessionState().newHadoopConf();
    String[] files = manifest.files().stream()
        .filter(f -> f.belongsTo(name))
        .map(Manifest.FileEntry::path)
        .filter(wanted)
        .map(path ->
            root.hadoopPath(Root.snapshot(manifest.runId()) + "/" + path, conf).toString())
        .toArray(String[]::new);
    StructType schema = schemaOf(name).struct();
    return files.length == 0
        ? spark.createDataFrame(List.of(), schema.asNullable())
        : spark.read().schema(schema).parquet(files);
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
