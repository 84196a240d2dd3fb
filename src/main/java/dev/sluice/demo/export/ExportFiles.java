package dev.sluice.demo.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes the files of an export, as DynamoDB lays them out: data files, manifests and the digests of these. */
final class ExportFiles {
  /** The number of partitions, each with a file. The last one has no items. */
  static final int PARTITIONS = 5;

  private static final int NAME_LENGTH = 26;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final S3Client s3;
  private final Export export;

  ExportFiles(S3Client s3, Export export) {
    this.s3 = s3;
    this.export = export;
  }

  /** Writes the empty file that shows that the bucket can be written. */
  void start() {
    put(export.folder() + "_started", new byte[0]);
  }

  /**
   * Writes all others, the summary last.
   *
   * @param ended the time at which the export ends
   */
  void write(Instant ended) {
    StringBuilder list = new StringBuilder();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      list.append(data(partition)).append('\n');
    }
    manifest("manifest-files", list.toString());
    manifest("manifest-summary", summary(ended).toString());
  }

  private ObjectNode data(int partition) {
    List<ExportRecord> own = export.records().stream()
        .filter(entry -> partitionOf(entry) == partition)
        .toList();
    byte[] bytes = compressed(own);
    String key =
        export.dataFolder() + name(partition) + export.request().format().ending();
    put(key, bytes);
    return object()
        .put("itemCount", own.size())
        .put("md5Checksum", Digests.base64(bytes))
        .put("etag", Digests.entityTag(bytes))
        .put("dataFileS3Key", key);
  }

  private static int partitionOf(ExportRecord entry) {
    return Math.floorMod(entry.key().get(0).hashCode(), PARTITIONS - 1);
  }

  private String name(int partition) {
    String unique =
        UUID.nameUUIDFromBytes((export.arn() + "#" + partition).getBytes(UTF_8)).toString();
    return unique.replace("-", "").substring(0, NAME_LENGTH);
  }

  private byte[] compressed(List<ExportRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (ExportRecord entry : records) {
        gzip.write((export.request().format().line(entry) + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void manifest(String name, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    put(export.folder() + name + ".json", bytes);
    put(export.folder() + name + ".md5", Digests.base64(bytes).getBytes(UTF_8));
  }

  private ObjectNode summary(Instant ended) {
    ExportRequest request = export.request();
    ObjectNode summary = object()
        .put("version", request.window() == null ? "2020-06-30" : "2023-08-01")
        .put("exportArn", export.arn())
        .put("startTime", TIME.format(export.started()))
        .put("endTime", TIME.format(ended))
        .put("tableArn", request.tableArn())
        .put("tableId", tableId());
    ExportRequest.Window window = request.window();
    if (window == null) {
      summary.put("exportTime", TIME.format(export.exportTime()));
    } else {
      summary.put("exportFromTime", TIME.format(window.from()));
      summary.put("exportToTime", TIME.format(export.exportTime()));
    }
    summary
        .put("s3Bucket", request.bucket())
        .put("s3Prefix", request.prefix())
        .put("s3SseAlgorithm", request.encryption() == null ? "AES256" : request.encryption())
        .put("s3SseKmsKeyId", request.kmsKey())
        .put("manifestFilesS3Key", export.folder() + "manifest-files.json")
        .put("billedSizeBytes", export.billedBytes())
        .put("itemCount", export.itemCount())
        .put("outputFormat", request.format().name());
    if (window != null) {
      summary.put("outputView", window.view());
    }
    return summary.put("exportType", request.exportType());
  }

  /** Returns an id of the table; DynamoDB Local has none. */
  private String tableId() {
    String table = export.request().tableArn() + export.tableCreated();
    return UUID.nameUUIDFromBytes(table.getBytes(UTF_8)).toString();
  }

  private void put(String key, byte[] content) {
    s3.putObject(r -> r.bucket(export.request().bucket()).key(key), RequestBody.fromBytes(content));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
