package dev.sluice.bench.nights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the exports of a log: its files and manifests, as DynamoDB lays them out. */
final class NightExports {
  private static final JsonMapper JSON = new JsonMapper();

  /** Neighbours in an export have nothing else in common: partitions are told by a hash of the key. */
  private static final long STRIDE = 2_147_483_647L;

  private final NightsTask task;
  private final String tableArn;
  private final Path bucket;
  private final EventLines lines;

  NightExports(NightsTask task, String tableArn) {
    this.task = task;
    this.tableArn = tableArn;
    this.bucket = Path.of(task.folder()).resolve("bucket");
    this.lines = new EventLines(task);
  }

  /**
   * An export.
   *
   * @param bytes of its data files
   */
  record Written(Path folder, long bytes) {}

  /** Writes a full export of the time at which the night's day begins. */
  Written full() {
    String id = "01700000000000-be4c0000";
    DataFiles files = new DataFiles(bucket, "AWSDynamoDB/" + id + "/data/");
    try (files) {
      for (long i = 0; i < task.items(); i++) {
        files.add("{\"Item\":" + lines.item(i * STRIDE % task.items()) + "}");
      }
    }
    String time = begin(NightsTask.TODAY).toString();
    return written(id, files, summary(id, files, time).put("exportTime", time));
  }

  /** Writes what changes in the night: items of its day, and labels of the ten days before. */
  Written night() {
    return changes(NightsTask.TODAY, files -> {
      long half = task.changed() / 2;
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, begin(NightsTask.TODAY)) + 1;
      long recent = Math.min(task.items(), task.itemsADay() * EventLines.UNLABELLED_DAYS);
      for (long i = 0; i < half; i++) {
        long added = task.items() + i * STRIDE % half;
        files.add(record(micros + i, added, lines.item(added), null));
        long old = task.items() - recent + i * (recent / half);
        files.add(record(micros + i, old, lines.labelled(old), lines.item(old)));
      }
    });
  }

  /** Writes the next night's changes: there are none. */
  Written idle() {
    return changes(NightsTask.TODAY.plusDays(1), DataFiles::addEmpty);
  }

  /** Adds lines. */
  private interface Lines {
    void addTo(DataFiles files);
  }

  private Written changes(LocalDate day, Lines added) {
    String id = "0180000000000%d-be4c000%d".formatted(day.getDayOfMonth() % 10, day.getDayOfMonth() % 10);
    DataFiles files = new DataFiles(bucket, "AWSDynamoDB/data/" + id.substring(15) + "-");
    try (files) {
      added.addTo(files);
    }
    String until = begin(day.plusDays(1)).toString();
    return written(
        id,
        files,
        summary(id, files, until)
            .put("exportFromTime", begin(day).toString())
            .put("exportToTime", until)
            .put("exportType", "INCREMENTAL_EXPORT")
            .put("outputView", "NEW_AND_OLD_IMAGES"));
  }

  private static String record(
      long micros, long number, String image, @Nullable String old) {
    return "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"" + micros + "\"}},\"Keys\":"
        + EventLines.key(number) + ",\"NewImage\":" + image
        + (old == null ? "" : ",\"OldImage\":" + old) + "}";
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private ObjectNode summary(String id, DataFiles files, String ended) {
    return JSON.createObjectNode()
        .put("version", "2023-08-01")
        .put("exportArn", tableArn + "/export/" + id)
        .put("startTime", ended)
        .put("endTime", ended)
        .put("tableArn", tableArn)
        .put("manifestFilesS3Key", "AWSDynamoDB/" + id + "/manifest-files.json")
        .put("itemCount", files.lines())
        .put("outputFormat", "DYNAMODB_JSON");
  }

  private Written written(String id, DataFiles files, ObjectNode summary) {
    Path folder = bucket.resolve("AWSDynamoDB").resolve(id);
    put(folder, "manifest-files", files.manifest());
    put(folder, "manifest-summary", summary + "\n");
    return new Written(folder, files.bytes());
  }

  private static void put(Path folder, String name, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String md5 = Base64.getEncoder().encodeToString(DataFiles.md5().digest(bytes));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".json"), bytes);
      Files.writeString(folder.resolve(name + ".md5"), md5);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
