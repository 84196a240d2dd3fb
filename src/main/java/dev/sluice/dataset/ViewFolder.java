package dev.sluice.dataset;

import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Sha256;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** A snapshot without its manifest yet: the tables that a {@link View} is made from, and where its files go. */
public final class ViewFolder {
  private final SparkSession spark;
  private final Root root;
  private final Store store;
  private final DatasetSettings settings;
  private final Manifest tables;
  private final @Nullable String before;

  /**
   * @param tables a manifest of the tables alone
   * @param before the run whose snapshot was the latest when this run began; null: there was none
   */
  ViewFolder(
      SparkSession spark,
      Root root,
      Store store,
      DatasetSettings settings,
      Manifest tables,
      @Nullable String before) {
    this.spark = spark;
    this.root = root;
    this.store = store;
    this.settings = settings;
    this.tables = tables;
    this.before = before;
  }

  /** The tables, finished. */
  public Snapshot tables() {
    return tables(spark);
  }

  /** The tables, finished, as Datasets of another session. */
  public Snapshot tables(SparkSession session) {
    return new StoredSnapshot(session, root, store, tables);
  }

  /** How files are written. */
  public DatasetSettings settings() {
    return settings;
  }

  /** The URI of a path in the snapshot. */
  public String location(String path) {
    return root.location(path(path));
  }

  /**
   * A document of the snapshot that was the latest when this run began, however many there are since; empty where that has
   * none.
   *
   * @throws GateFailed where the snapshot was removed since
   */
  public Optional<byte[]> earlier(String name) {
    if (before == null) {
      return Optional.empty();
    }
    Optional<byte[]> document = store.read(Root.snapshot(before) + "/" + name);
    if (document.isEmpty() && store.read(Root.manifest(before)).isEmpty()) {
      throw new GateFailed(
          "run " + tables.runId() + " was begun after snapshot " + before + ", whose " + name
              + " it would carry on, and that was removed since",
          "Start again under a new run id.");
    }
    return document;
  }

  /** Writes a small file. */
  public Manifest.FileEntry write(String name, byte[] content, String contentType) {
    store.write(path(name), content, contentType);
    return new Manifest.FileEntry(name, 0, content.length, Sha256.of(content));
  }

  /**
   * Writes each Spark partition as one Parquet file, its rows in their order; an empty partition becomes an empty file.
   *
   * @param names one for each partition, without {@code .parquet}; an attempt but the first adds its number
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
        run(rows, schema, target).stream().map(Piece.Written::entry).toList();
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
        .mapToLong(Piece.Written::bytes)
        .sum();
  }

  private static JavaRDD<InternalRow> internal(Dataset<Row> rows) {
    return rows.queryExecution().toRdd().toJavaRDD();
  }

  private List<Piece.Written> run(
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
        throw new GateFailed(
            file.path() + ": " + file.rows() + " rows were written, the file holds " + found,
            "Start again under a new run id; if it stays, report it with this line.");
      }
    }
  }

  private static long rows(Path file, Configuration conf) {
    try {
      return ParquetFooter.read(file, conf).rows();
    } catch (IOException e) {
      throw new Unusable(
          file + " cannot be read (" + e.getMessage() + ")",
          "Check sluice.dataset.root, the bucket's region and this role's rights.",
          e);
    }
  }

  private String path(String name) {
    return Root.snapshot(tables.runId()) + "/" + name;
  }
}
