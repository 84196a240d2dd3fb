package dev.sluice.dataset.view;

import dev.sluice.dataset.parquet.ParquetFooter;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.parquet.PartitionFiles;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.snapshot.StoredSnapshot;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A snapshot without a manifest. Gives a {@link View} the tables, and writes its files. */
public final class ViewFolder {
  private final SparkSession spark;
  private final Root root;
  private final ParquetSettings settings;
  private final StoredSnapshot tables;
  private final Map<String, String> carried;

  /**
   * Creates the folder of a view.
   *
   * @param tables the snapshot with its tables alone
   * @param carried small files of the previous snapshot, by name
   */
  public ViewFolder(
      SparkSession spark,
      Root root,
      ParquetSettings settings,
      StoredSnapshot tables,
      Map<String, String> carried) {
    this.spark = spark;
    this.root = root;
    this.settings = settings;
    this.tables = tables;
    this.carried = carried;
  }

  /** Returns the complete tables. */
  public Snapshot tables() {
    return tables;
  }

  /** Returns the complete tables as Datasets of another session. */
  public Snapshot tables(SparkSession session) {
    return tables.in(session);
  }

  /** Returns the settings of Parquet files. */
  public ParquetSettings settings() {
    return settings;
  }

  /** Returns the URI of a path in the snapshot. */
  public String location(String path) {
    return root.location(path(path));
  }

  /** Returns a small file of the snapshot that was the latest when this run began; empty if it had none. */
  public Optional<byte[]> earlier(String name) {
    return Optional.ofNullable(carried.get(name))
        .map(document -> document.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes each Spark partition as one Parquet file, with its rows in order. An empty partition becomes a file without
   * rows.
   *
   * @param names one for each partition, without {@code .parquet}; each attempt adds its own suffix
   */
  public List<FileEntry> write(Dataset<Row> rows, List<String> names) {
    return write(internal(rows), rows.schema(), names);
  }

  /**
   * Writes rows that are not a Dataset, one Parquet file for each partition.
   *
   * @param schema the schema of the rows
   */
  public List<FileEntry> write(JavaRDD<InternalRow> rows, StructType schema, List<String> names) {
    PartitionFiles.Target target = PartitionFiles.in(root, path(""), names);
    List<FileEntry> files = run(rows, schema, target);
    if (files.size() != names.size()) {
      throw new IllegalStateException(files.size() + " partitions for " + names.size() + " files");
    }
    checkFooters(files);
    return files;
  }

  /** Returns the bytes that these rows would take, with one Parquet file for each partition. Writes nothing. */
  public long measure(Dataset<Row> rows) {
    return measure(internal(rows), rows.schema());
  }

  /**
   * Returns the bytes that rows which are not a Dataset would take. Writes nothing.
   *
   * @param schema the schema of the rows
   */
  public long measure(JavaRDD<InternalRow> rows, StructType schema) {
    return run(rows, schema, PartitionFiles.nowhere()).stream()
        .mapToLong(FileEntry::bytes)
        .sum();
  }

  private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
    return rows.queryExecution().toRdd().toJavaRDD();
  }

  private List<FileEntry> run(
      JavaRDD<InternalRow> rows, StructType schema, PartitionFiles.Target target) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    try {
      return rows.mapPartitionsWithIndex(new PartitionFiles(target, schema, settings, conf), false)
          .collect();
    } finally {
      conf.destroy();
    }
  }

  private void checkFooters(List<FileEntry> files) {
    Configuration conf = spark.sessionState().newHadoopConf();
    for (FileEntry file : files) {
      long found = rows(root.hadoopPath(path(file.path()), conf), conf);
      if (found != file.rows()) {
        throw new ResourceUnavailableException(
            file.path() + ": " + file.rows() + " rows were written, the file holds " + found,
            "Start again with the same --run-id; if it stays, report it with this line.");
      }
    }
  }

  private static long rows(Path file, Configuration conf) {
    try {
      return ParquetFooter.read(file, conf).rows();
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          file + " cannot be read (" + e.getMessage() + ")",
          "Check sluice.dataset.root, the bucket's region and this role's rights.",
          e);
    }
  }

  private String path(String name) {
    return RunPaths.snapshot(tables.manifest().runId()) + "/" + name;
  }
}
