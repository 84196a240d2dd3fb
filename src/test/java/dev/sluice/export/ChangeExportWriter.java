package dev.sluice.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes incremental exports as DynamoDB writes them: data files in a folder that all exports of a prefix share, one of them
 * empty, both manifests and their digests.
 */
public final class ChangeExportWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String tableArn;
  private final List<WrittenChange> changes;
  private int files = 3;
  private String format = "DYNAMODB_JSON";
  private String view = "NEW_AND_OLD_IMAGES";
  private String id = "01800000000000-0a1b2c3d";
  private String from = "2026-11-20T01:00:00Z";
  private String to = "2026-11-20T02:00:00Z";

  private ChangeExportWriter(String tableArn, List<WrittenChange> changes) {
    this.tableArn = tableArn;
    this.changes = List.copyOf(changes);
  }

  /** Writes these changes of a table that need not exist. */
  public static ChangeExportWriter of(String table, List<WrittenChange> changes) {
    return new ChangeExportWriter("arn:aws:dynamodb:ddblocal:000000000000:table/" + table, changes);
  }

  /** Sets the number of files that have changes. */
  public ChangeExportWriter files(int number) {
    files = number;
    return this;
  }

  public ChangeExportWriter format(String name) {
    format = name;
    return this;
  }

  public ChangeExportWriter view(String name) {
    view = name;
    return this;
  }

  public ChangeExportWriter id(String other) {
    id = other;
    return this;
  }

  public ChangeExportWriter window(String fromTime, String toTime) {
    from = fromTime;
    to = toTime;
    return this;
  }

  /** Returns the files of the export. */
  public WrittenExport write() {
    Map<String, byte[]> written = new TreeMap<>();
    StringBuilder manifest = new StringBuilder();
    for (int file = 0; file <= files; file++) {
      List<String> own = part(file);
      String name = file(id, file, format);
      byte[] bytes = ExportWriter.gzip(own);
      written.put("../data/" + name, bytes);
      ObjectNode line = JSON.createObjectNode()
          .put("itemCount", own.size())
          .put("md5Checksum", Md5.end(ExportWriter.digested(bytes)))
          .put("etag", "0123456789abcdef0123456789abcdef-1")
          .put("dataFileS3Key", "exports/AWSDynamoDB/data/" + name);
      manifest.append(line).append('\n');
    }
    ExportWriter.put(written, "manifest-files", manifest.toString());
    ExportWriter.put(written, "manifest-summary", summary() + "\n");
    written.put("_started", new byte[0]);
    return new WrittenExport(id, written);
  }

  /** Returns the name of a data file. */
  static String file(String id, int number, String format) {
    return id.substring(id.length() - 8)
        + "-part%02d".formatted(number)
        + (format.equals("ION") ? ".ion.gz" : ".json.gz");
  }

  /** Returns the records of a file. The last one has none. */
  private List<String> part(int file) {
    return IntStream.range(0, changes.size())
        .filter(i -> i % files == file)
        .mapToObj(changes::get)
        .map(change -> format.equals("ION") ? ion(change) : json(change))
        .toList();
  }

  private boolean hasOld(WrittenChange change) {
    return change.oldImage() != null && view.equals("NEW_AND_OLD_IMAGES");
  }

  private String json(WrittenChange change) {
    ObjectNode record = JSON.createObjectNode();
    record
        .putObject("Metadata")
        .putObject("WriteTimestampMicros")
        .put("N", Long.toString(change.micros()));
    record.set("Keys", JsonItems.members(change.keys()));
    if (change.newImage() != null) {
      record.set("NewImage", JsonItems.members(change.newImage()));
    }
    if (hasOld(change)) {
      record.set("OldImage", JsonItems.members(change.oldImage()));
    }
    return record.toString();
  }

  private String ion(WrittenChange change) {
    List<String> members = new ArrayList<>();
    members.add("Keys:" + IonText.struct(change.keys()));
    members.add("Metadata:{WriteTimestampMicros:" + change.micros() + ".}");
    if (hasOld(change)) {
      members.add("OldImage:" + IonText.struct(change.oldImage()));
    }
    if (change.newImage() != null) {
      members.add("NewImage:" + IonText.struct(change.newImage()));
    }
    return "$ion_1_0 {Record:{" + String.join(",", members) + "}}";
  }

  private ObjectNode summary() {
    return JSON.createObjectNode()
        .put("version", "2023-08-01")
        .put("exportArn", tableArn + "/export/" + id)
        .put("startTime", to)
        .put("endTime", to)
        .put("tableArn", tableArn)
        .put("tableId", "12345a12-abcd-123a-ab12-1234abc12345")
        .put("exportFromTime", from)
        .put("exportToTime", to)
        .put("s3Bucket", "bucket")
        .put("s3Prefix", "exports")
        .put("s3SseAlgorithm", "AES256")
        .putNull("s3SseKmsKeyId")
        .put("manifestFilesS3Key", "exports/AWSDynamoDB/" + id + "/manifest-files.json")
        .put("billedSizeBytes", 0)
        .put("itemCount", changes.size())
        .put("outputFormat", format)
        .put("outputView", view)
        .put("exportType", "INCREMENTAL_EXPORT");
  }
}
