package dev.sluice.export;

import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The files of an export, which a test may change before they are stored.
 *
 * @param files path below the export's folder, or after {@code ../} beside it → content
 */
public record WrittenExport(String id, Map<String, byte[]> files) {
  /** Stores the files below a local folder. Returns the export's own folder. */
  public Path in(Path folder) {
    return at(folder.resolve("exports/AWSDynamoDB").resolve(id).toString());
  }

  /** Stores the files in a local folder, which becomes the export's own. */
  public Path at(String folder) {
    Path own = Path.of(folder);
    files.forEach((name, bytes) -> {
      try {
        Path file = own.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return own;
  }

  /** Stores the files in a bucket. Returns the export's own folder. */
  public String inBucket(String bucket) {
    String prefix = "exports/AWSDynamoDB/" + id;
    files.forEach((name, bytes) -> TestServers.s3()
        .putObject(
            o -> o.bucket(bucket).key(Path.of(prefix, name).normalize().toString()),
            RequestBody.fromBytes(bytes)));
    return "s3://" + bucket + "/" + prefix;
  }

  public String text(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  /** Changes a manifest, with the digest that belongs to it. */
  public WrittenExport manifest(String name, String json) {
    ExportWriter.put(files, name, json);
    return this;
  }
}
