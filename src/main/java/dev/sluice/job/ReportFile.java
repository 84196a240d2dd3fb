package dev.sluice.job;

import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SecretValues;
import dev.sluice.job.settings.FileSystems;
import dev.sluice.report.ReportPage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Writes the report: beside the snapshots, or to {@code report.path}. */
final class ReportFile {
  private static final String HTML = "text/html; charset=utf-8";

  private final SparkSession spark;
  private final Documents documents;
  private final @Nullable URI configured;

  /**
   * Creates a report's file.
   *
   * @param configured the configured path; null: below the dataset's root
   */
  ReportFile(SparkSession spark, Documents documents, @Nullable URI configured) {
    this.spark = spark;
    this.documents = documents;
    this.configured = configured;
  }

  /**
   * Refuses a configured path that holds something other than a report. A command that will write the report calls this
   * before it reads anything.
   *
   * @throws ResourceUnavailableException if the path holds something else, or this cannot be determined
   */
  void mustBeFree() {
    if (configured == null) {
      return;
    }
    try {
      byte[] head = isLocal() ? localHead(Path.of(configured)) : remoteHead(configured);
      mustBeReport(head, configured.toString());
    } catch (IOException e) {
      throw failed("read what is at", configured, e);
    }
  }

  /** Refuses content that is not a report; an empty file holds nothing to lose. */
  private static void mustBeReport(byte[] head, String location) {
    if (head.length > 0 && !ReportPage.isOne(head)) {
      throw new ResourceUnavailableException(
          location + " is there, and is no report: it is not replaced",
          "Name another file in sluice.report.path, or move that one away.");
    }
  }

  /**
   * Writes the page; returns the location for a person to open.
   *
   * @throws ResourceUnavailableException if this fails, or the path holds something other than a report
   */
  String write(String runId, String page) {
    byte[] content = SecretValues.masked(page).getBytes(StandardCharsets.UTF_8);
    if (configured == null) {
      String path = "reports/" + runId + ".html";
      documents.read(path).ifPresent(there -> mustBeReport(there, documents.location(path)));
      documents.write(path, content, HTML);
      return documents.location(path);
    }
    mustBeFree();
    try {
      return isLocal() ? local(Path.of(configured), content) : remote(configured, content);
    } catch (IOException e) {
      throw failed("write the report to", configured, e);
    }
  }

  private boolean isLocal() {
    return configured != null && "file".equals(configured.getScheme());
  }

  private static ResourceUnavailableException failed(String what, URI where, IOException e) {
    return new ResourceUnavailableException(
        "cannot " + what + " " + where + ": " + e.getMessage(),
        "Check sluice.report.path and the permission to read and write there.",
        e);
  }

  /** Returns the beginning of the existing file; empty if there is none. */
  private static byte[] localHead(Path file) throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new byte[0];
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ReportPage.HEAD_BYTES);
    }
  }

  private byte[] remoteHead(URI uri) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    org.apache.hadoop.fs.Path path = hadoopPath(uri, hadoop);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return in.readNBytes(ReportPage.HEAD_BYTES);
    } catch (FileNotFoundException nothing) {
      return new byte[0];
    }
  }

  private static org.apache.hadoop.fs.Path hadoopPath(URI uri, Configuration hadoop) {
    return new org.apache.hadoop.fs.Path(FileSystems.usable(uri, hadoop));
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
    org.apache.hadoop.fs.Path path = hadoopPath(uri, hadoop);
    try (OutputStream out = path.getFileSystem(hadoop).create(path, true)) {
      out.write(content);
    }
    return path.toString();
  }
}
