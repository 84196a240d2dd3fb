package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** Nights that read exports that are there: a full one, then windows that follow each other. */
final class ExportedNights implements NightSource {
  private final ExportingServers servers;
  private final Random random;
  private final String table;
  private final String bucket;
  private @Nullable Instant from;
  private Instant until = Instant.EPOCH;

  ExportedNights(ExportingServers servers, Random random) {
    this.servers = servers;
    this.random = random;
    this.table = servers.recoverableTable();
    this.bucket = servers.bucket();
  }

  @Override
  public ExportingServers servers() {
    return servers;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public String another() {
    return servers.table();
  }

  @Override
  public boolean tellsWhoDeletes() {
    return false;
  }

  @Override
  public void pass() {
    servers.control().forward(Duration.ofMinutes(16 + random.nextInt(300)));
  }

  @Override
  public boolean cut() {
    until = servers.cut();
    return true;
  }

  @Override
  public Read read() {
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
    from = until;
    String manifest = made.exportManifest();
    String path = "s3://" + bucket + "/" + manifest.substring(0, manifest.lastIndexOf('/'));
    return new Read(
        List.of("source.kind=export", "source.export-path=" + path), made.itemCount(), until);
  }
}
