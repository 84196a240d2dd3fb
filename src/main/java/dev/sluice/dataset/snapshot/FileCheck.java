package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.parquet.ParquetFooter;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A Spark function that compares a file with its entry in the manifest.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param schemas folder of files → their Spark schema as JSON, as far as known
 */
public record FileCheck(
    Root root,
    String snapshot,
    Map<String, String> schemas,
    Broadcast<SerializableConfiguration> conf)
    implements FlatMapFunction<FileEntry, String> {
  /** The largest number of tasks, because Spark keeps a record of each. */
  private static final int MAX_TASKS = 1_000;

  /**
   * Compares existing files with their entries, in tasks.
   *
   * @param schemas folder of files → their Spark schema as JSON, as far as known
   * @return one line for each difference: its kind, the file, the actual and the expected value
   */
  static List<String> differences(
      SparkSession spark,
      Root root,
      String runId,
      List<FileEntry> files,
      Map<String, String> schemas) {
    if (files.isEmpty()) {
      return List.of();
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    FileCheck check = new FileCheck(root, RunPaths.snapshot(runId), schemas, conf);
    try {
      return context
          .parallelize(files, Math.min(files.size(), MAX_TASKS))
          .flatMap(check)
          .collect();
    } finally {
      conf.destroy();
    }
  }

  /**
   * Checks that the files recorded by an earlier attempt at the run are unchanged. Nothing checks them later.
   *
   * @throws ResourceUnavailableException if one has changed
   */
  public static void mustBeSound(
      SparkSession spark, Root root, String runId, List<FileEntry> files) {
    List<String> differences = differences(spark, root, runId, files, Map.of());
    if (!differences.isEmpty()) {
      throw new ResourceUnavailableException(
          "run " + runId + " cannot continue with the files that it has recorded: "
              + differences.size() + " differences, the first: " + differences.get(0),
          "Restore the files, or start again under another --run-id.");
    }
  }

  @Override
  public Iterator<String> call(FileEntry file) {
    List<String> differences = new ArrayList<>();
    Path path = root.hadoopPath(snapshot + "/" + file.path(), conf.value().value());
    try {
      check(file, path, differences);
    } catch (IOException e) {
      differences.add("unreadable: " + file.path() + " (" + e.getMessage() + ")");
    }
    return differences.iterator();
  }

  private void check(FileEntry file, Path path, List<String> differences) throws IOException {
    Configuration hadoop = conf.value().value();
    FileSystem files = path.getFileSystem(hadoop);
    // the manifest's digest decides, not a checksum file that somebody may have put beside the file
    files.setVerifyChecksum(false);
    long bytes = files.getFileStatus(path).getLen();
    boolean same = bytes == file.bytes() && sha256(files, path).equals(file.sha256());
    Optional<ParquetFooter> footer = file.parquet() ? footer(path, hadoop) : Optional.empty();
    if (!same) {
      differences.add(otherContent(file, bytes, footer));
    }
    if (footer.isPresent()) {
      compare(file, footer.get(), differences);
    } else if (file.parquet()) {
      differences.add("unreadable: " + file.path() + " is not a complete Parquet file");
    } else if (file.rejected() && lines(files, path) != file.rows()) {
      differences.add(
          "rows: %s has %d lines, not %d".formatted(file.path(), lines(files, path), file.rows()));
    }
  }

  private static String otherContent(FileEntry file, long bytes, Optional<ParquetFooter> footer) {
    if (bytes == file.bytes()) {
      return "changed: " + file.path() + " has the same size but other content";
    }
    String sizes = "%s has %d bytes, not %d".formatted(file.path(), bytes, file.bytes());
    if (footer.isPresent()) {
      return "re-encoded: " + sizes + ", and is a complete Parquet file";
    }
    return (bytes < file.bytes() ? "truncated: " : "changed: ") + sizes;
  }

  private void compare(FileEntry file, ParquetFooter footer, List<String> differences) {
    if (footer.rows() != file.rows()) {
      differences.add(
          "rows: %s has %d rows, not %d".formatted(file.path(), footer.rows(), file.rows()));
    }
    schemas.forEach((folder, json) -> {
      if (file.isIn(folder) && !agrees(footer, json)) {
        differences.add("schema: " + file.path() + " has not the columns of schema.json: it has "
            + footer
                .sparkSchema()
                .map(own -> struct(own).simpleString())
                .orElse(footer.columns() + " and no types of Spark's"));
      }
    });
  }

  private static boolean agrees(ParquetFooter footer, String json) {
    StructType wanted = struct(json);
    return footer.columns().equals(List.of(wanted.fieldNames()))
        && footer.sparkSchema().map(FileCheck::struct).filter(wanted::equals).isPresent();
  }

  /** Parses a schema with all fields nullable. Spark's Parquet files do not record nullability reliably. */
  private static StructType struct(String json) {
    return ((StructType) DataType.fromJson(json)).asNullable();
  }

  /** Reads the footer; empty if the file is not a complete Parquet file. */
  private static Optional<ParquetFooter> footer(Path path, Configuration hadoop)
      throws IOException {
    try {
      return Optional.of(ParquetFooter.read(path, hadoop));
    } catch (RuntimeException e) {
      // parquet-hadoop throws exceptions of many types for this
      return Optional.empty();
    }
  }

  private static String sha256(FileSystem files, Path path) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = files.open(path)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Sha256.hex(digest.digest());
  }

  private static long lines(FileSystem files, Path path) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      return in.lines().count();
    }
  }
}
