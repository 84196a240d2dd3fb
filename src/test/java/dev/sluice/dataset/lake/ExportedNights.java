package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** The exports of one table that DynamoDB makes: a full one, then windows that follow each other. */
final class ExportedNights {
  private final ExportingServers servers;
  private final String table;
  private final Random random;
  private final String bucket;

  ExportedNights(ExportingServers servers, String table, Random random) {
    this.servers = servers;
    this.table = table;
    this.random = random;
    this.bucket = servers.bucket();
  }

  /**
   * An export.
   *
   * @param path its folder
   * @param records items, or changes
   */
  record Exported(String path, long records) {}

  /** Makes an export up to a time: from another on, or a full one. */
  Exported make(@Nullable Instant from, Instant until) {
    // an export reaches up to five minutes ago
    servers.control().forward(Duration.ofMinutes(6));
    ExportFormat format = random.nextBoolean() ? ExportFormat.ION : ExportFormat.DYNAMODB_JSON;
    ExportDescription made = servers.completed(table, r -> {
      r.s3Bucket(bucket).exportFormat(format);
      if (from == null) {
        r.exportTime(until);
      } else {
        r.exportType(ExportType.INCREMENTAL_EXPORT)
            .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(until));
      }
    });
    String manifest = made.exportManifest();
    return new Exported(
        "s3://" + bucket + "/" + manifest.substring(0, manifest.lastIndexOf('/')),
        made.itemCount());
  }
}
