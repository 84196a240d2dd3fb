package dev.sluice.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testing.TestServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Writes full exports as DynamoDB writes them: several data files, one of them empty, both manifests and their digests. */
public final class ExportWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String tableArn;
  private final long tableBytes;
  private final List<Map<String, AttributeValue>> items;
  private int files = 4;
  private String format = "DYNAMODB_JSON";
  private String id = "01700000000000-0a1b2c3d";
  private String time = "2026-11-20T01:02:03.456Z";

  private ExportWriter(String tableArn, long tableBytes, List<Map<String, AttributeValue>> items) {
    this.tableArn = tableArn;
    this.tableBytes = tableBytes;
    this.items = items;
  }

  /** Writes the items of a table. */
  public static ExportWriter of(String table) {
    TableDescription found =
        TestServers.dynamoDb().describeTable(t -> t.tableName(table)).table();
    return new ExportWriter(
        found.tableArn(),
        found.tableSizeBytes(),
        TestServers.dynamoDb().scanPaginator(s -> s.tableName(table)).items().stream()
            .toList());
  }

  /** Writes these items of a table that need not exist. */
  public static ExportWriter of(String table, List<Map<String, AttributeValue>> items) {
    return new ExportWriter(
        "arn:aws:dynamodb:ddblocal:000000000000:table/" + table, 0, List.copyOf(items));
  }

  /** Sets the number of files that have items. */
  public ExportWriter files(int number) {
    files = number;
    return this;
  }

  public ExportWriter format(String name) {
    format = name;
    return this;
  }

  public ExportWriter id(String other) {
    id = other;
    return this;
  }

  public ExportWriter at(String exportTime) {
    time = exportTime;
    return this;
  }

  /** Returns the files of the export. */
  public WrittenExport write() {
    Map<String, byte[]> written = new TreeMap<>();
    List<DataFile> data = new ArrayList<>();
    for (int file = 0; file <= files; file++) {
      List<Map<String, AttributeValue>> own = part(file);
      byte[] bytes = data(own);
      String name = name(file);
      written.put(name, bytes);
      data.add(new DataFile(name, bytes.length, own.size(), Md5.end(digested(bytes))));
    }
    WrittenExport export = around(data);
    export.files().putAll(written);
    return export;
  }

  /** Returns the manifests of data files that are stored already. */
  public WrittenExport around(List<DataFile> data) {
    Map<String, byte[]> written = new TreeMap<>();
    StringBuilder manifest = new StringBuilder();
    for (DataFile file : data) {
      ObjectNode line = JSON.createObjectNode()
          .put("itemCount", file.items())
          .put("md5Checksum", file.md5())
          .put("etag", "0123456789abcdef0123456789abcdef-1")
          .put("dataFileS3Key", "exports/AWSDynamoDB/" + id + "/" + file.path());
      manifest.append(line).append('\n');
    }
    put(written, "manifest-files", manifest.toString());
    put(
        written,
        "manifest-summary",
        summary(data.stream().mapToLong(DataFile::items).sum()) + "\n");
    written.put("_started", new byte[0]);
    return new WrittenExport(id, written);
  }

  private String name(int file) {
    return "data/part%02d%s".formatted(file, suffix(format));
  }

  static String suffix(String format) {
    return format.equals("ION") ? ".ion.gz" : ".json.gz";
  }

  /** Returns the items of a file. The last one has none. */
  private List<Map<String, AttributeValue>> part(int file) {
    return IntStream.range(0, items.size())
        .filter(i -> i % files == file)
        .mapToObj(items::get)
        .toList();
  }

  private ObjectNode summary(long number) {
    return JSON.createObjectNode()
        .put("version", "2020-06-30")
        .put("exportArn", tableArn + "/export/" + id)
        .put("startTime", time)
        .put("endTime", time)
        .put("tableArn", tableArn)
        .put("tableId", "12345a12-abcd-123a-ab12-1234abc12345")
        .put("exportTime", time)
        .put("s3Bucket", "bucket")
        .put("s3Prefix", "exports")
        .put("s3SseAlgorithm", "AES256")
        .putNull("s3SseKmsKeyId")
        .put("manifestFilesS3Key", "exports/AWSDynamoDB/" + id + "/manifest-files.json")
        .put("billedSizeBytes", tableBytes)
        .put("itemCount", number)
        .put("outputFormat", format);
  }

  /** Adds a manifest and its digest. */
  static void put(Map<String, byte[]> files, String name, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    files.put(name + ".json", bytes);
    files.put(name + ".md5", Md5.end(digested(bytes)).getBytes(StandardCharsets.UTF_8));
  }

  static MessageDigest digested(byte[] bytes) {
    MessageDigest digest = Md5.begin();
    digest.update(bytes);
    return digest;
  }

  private byte[] data(List<Map<String, AttributeValue>> own) {
    return gzip(own.stream().map(item -> line(format, item)).toList());
  }

  static String line(String format, Map<String, AttributeValue> item) {
    return format.equals("ION") ? IonText.line(item) : JsonItems.line(item);
  }

  /** Replaces the text of a data file, whose digest is then that of the new bytes. */
  public static WrittenExport replaced(WrittenExport export, String name, byte[] text) {
    return stored(export, name, gzip(text));
  }

  /** Compresses the text of a data file in another way; the digest is then that of the new bytes. */
  public static WrittenExport recompressed(
      WrittenExport export, String name, Function<String, byte[]> compress) {
    byte[] stored = export.files().get(name);
    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return stored(
          export, name, compress.apply(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WrittenExport stored(WrittenExport export, String name, byte[] bytes) {
    String sound = Md5.end(digested(export.files().put(name, bytes)));
    return export.manifest(
        "manifest-files",
        export.text("manifest-files.json").replace(sound, Md5.end(digested(bytes))));
  }

  static byte[] gzip(List<String> lines) {
    return gzip(lines.stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
