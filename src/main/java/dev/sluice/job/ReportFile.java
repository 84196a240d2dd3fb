package dev.sluice.job;

import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.SecretValues;
import dev.sluice.failure.Unusable;
import dev.sluice.job.settings.FileSystems;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Where the report goes: beside the snapshots, or to {@code report.path}. */
final class ReportFile {
  private static final String HTML = "text/html; charset=utf-8";

  private final SparkSession spark;
  private final Documents documents;
  private final @Nullable URI configured;

  /**
   * A report's file.
   *
   * @param configured null: below the dataset's root
   */
  ReportFile(SparkSession spark, Documents documents, @Nullable URI configured) {
    this.spark = spark;
    this.documents = documents;
    this.configured = configured;
  }

  /** Writes the page; the location is what a person would open. */
  String write(String runId, String page) {
    byte[] content = SecretValues.masked(page).getBytes(StandardCharsets.UTF_8);
    if (configured == null) {
      String path = "reports/" + runId + ".html";
      documents.write(path, content, HTML);
      return documents.location(path);
    }
    try {
      return "file".equals(configured.getScheme())
          ? local(Path.of(configured), content)
          : remote(configured, content);
    } catch (IOException e) {
      throw new Unusable(
          "cannot write the report to " + configured + ": " + e.getMessage(),
          "Check sluice.report.path and the permission to write there.",
          e);
    }
  }

  private static String local(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, content);
    return file.toUri().toString();
  }

  private String remote(URI uri, byte[] content) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    URI usable = FileSystems.usable(uri, hadoop);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(usable);
    try (OutputStream out = path.getFileSystem(hadoop).create(path, true)) {
      out.write(content);
    }
    return path.toString();
  }
}
