package dev.sluice.bench.contestant;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.bench.pages.BenchTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The manifests of an export, and the digests beside them. */
final class ExportManifests {
  /** The export's. */
  static final String ID = "01700000000000-be4c0000";

  private static final String TIME = "2026-11-01T00:00:00Z";
  private static final JsonMapper JSON = new JsonMapper();

  private ExportManifests() {}

  static void write(ExportFiles.Written export, BenchTable table, ExportLines lines)
      throws IOException {
    StringBuilder files = new StringBuilder();
    long items = 0;
    for (ExportFiles.DataFile file : export.files()) {
      files.append(line(file)).append('\n');
      items += file.items();
    }
    put(export.folder(), "manifest-files", files.toString());
    put(export.folder(), "manifest-summary", summary(table, lines, items) + "\n");
  }

  private static ObjectNode line(ExportFiles.DataFile file) {
    return JSON.createObjectNode()
        .put("itemCount", file.items())
        .put("md5Checksum", file.md5())
        .put("dataFileS3Key", "AWSDynamoDB/" + ID + "/" + file.name());
  }

  private static ObjectNode summary(BenchTable table, ExportLines lines, long items) {
    String arn = "arn:aws:dynamodb:" + Scene.REGION + ":000000000000:table/" + table.tableName();
    return JSON.createObjectNode()
        .put("version", "2020-06-30")
        .put("exportArn", arn + "/export/" + ID)
        .put("startTime", TIME)
        .put("endTime", TIME)
        .put("tableArn", arn)
        .put("exportTime", TIME)
        .put("manifestFilesS3Key", "AWSDynamoDB/" + ID + "/manifest-files.json")
        .put("itemCount", items)
        .put("outputFormat", lines.name());
  }

  private static void put(Path folder, String name, String json) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), json);
    String md5 = ExportFiles.md5(json.getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve(name + ".md5"), md5);
  }
}
