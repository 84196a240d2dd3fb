package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.RunPaths;
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

/** A snapshot without its manifest yet: the tables that a {@link View} is made from, and where its files go. */
public final class ViewFolder {
  private final SparkSession spark;
  private final Root root;
  private final DatasetSettings settings;
  private final StoredSnapshot tables;
  private final Map<String, String> carried;

  /**
   * @param tables the tables alone
   * @param carried small files of the snapshot before, by name
   */
  ViewFolder(
      SparkSession spark,
      Root root,
      DatasetSettings settings,
      StoredSnapshot tables,
      Map<String, String> carried) {
    this.spark = spark;
    this.root = root;
    this.settings = settings;
    this.tables = tables;
    this.carried = carried;
  }

  /** The tables, finished. */
  public Snapshot tables() {
    return tables;
  }

  /** The tables, finished, as Datasets of another session. */
  public Snapshot tables(SparkSession session) {
    return tables.in(session);
  }

  /** How files are written. */
  public DatasetSettings settings() {
    return settings;
  }

  /** The URI of a path in the snapshot. */
  public String location(String path) {
    return root.location(path(path));
  }

  /** A small file of the snapshot that was the latest when this run began, however many there are since. */
  public Optional<byte[]> earlier(String name) {
    return Optional.ofNullable(carried.get(name))
        .map(document -> document.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes each Spark partition as one Parquet file, its rows in their order; an empty partition becomes an empty file.
   *
   * @param names one for each partition, without {@code .parquet}; each attempt adds what is its own
   */
  public List<Manifest.FileEntry> write(Dataset<Row> rows, List<String> names) {
    return write(internal(rows), rows.schema(), names);
  }

  /**
   * As the other, with rows that are no Dataset.
   *
   * @param schema of the rows
   */
  public List<Manifest.FileEntry> write(
      JavaRDD<InternalRow> rows, StructType schema, List<String> names) {
    PartitionFiles.Target target = PartitionFiles.in(root, path(""), names);
    List<Manifest.FileEntry> files =
        run(rows, schema, target).stream().map(Manifest.FileEntry::of).toList();
    if (files.size() != names.size()) {
      throw new IllegalStateException(files.size() + " partitions for " + names.size() + " files");
    }
    checkFooters(files);
    return files;
  }

  /** The bytes that these rows would take, one Parquet file for each partition; nothing is written. */
  public long measure(Dataset<Row> rows) {
    return measure(internal(rows), rows.schema());
  }

  /**
   * As the other, with rows that are no Dataset.
   *
   * @param schema of the rows
   */
  public long measure(JavaRDD<InternalRow> rows, StructType schema) {
    return run(rows, schema, PartitionFiles.nowhere()).stream()
        .mapToLong(Chunk.Written::bytes)
        .sum();
  }

  private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
    return rows.queryExecution().toRdd().toJavaRDD();
  }

  private List<Chunk.Written> run(
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

  private void checkFooters(List<Manifest.FileEntry> files) {
    Configuration conf = spark.sessionState().newHadoopConf();
    for (Manifest.FileEntry file : files) {
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
