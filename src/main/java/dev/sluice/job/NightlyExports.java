package dev.sluice.job;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Exports of the demo's table that are requested before a night's run.
 *
 * @param dynamoDb which the caller closes
 * @param s3 likewise
 */
record NightlyExports(DynamoDbClient dynamoDb, S3Client s3, String table, String bucket) {
  private static final String PREFIX = "exports";
  private static final Duration PAUSE = Duration.ofMillis(50);

  /**
   * A finished export.
   *
   * @param bytes of its data files
   */
  record Made(String arn, long bytes) {}

  /** Exports the table as it was at a time. */
  Made full(Instant at) {
    return made(request -> request.exportTime(at));
  }

  /** Exports what has changed from one time to another, at most 24 hours later. */
  Made changes(Instant from, Instant to) {
    return made(request -> request
        .exportType(ExportType.INCREMENTAL_EXPORT)
        .incrementalExportSpecification(
            window -> window.exportFromTime(from).exportToTime(to)));
  }

  private Made made(Consumer<ExportTableToPointInTimeRequest.Builder> times) {
    String tableArn = dynamoDb.describeTable(describe -> describe.tableName(table)).table().tableArn();
    String arn = dynamoDb
        .exportTableToPointInTime(request ->
            times.accept(request.tableArn(tableArn).s3Bucket(bucket).s3Prefix(PREFIX)))
        .exportDescription()
        .exportArn();
    ExportDescription export = described(arn);
    while (export.exportStatus() == ExportStatus.IN_PROGRESS) {
      pause();
      export = described(arn);
    }
    if (export.exportStatus() != ExportStatus.COMPLETED) {
      throw new ResourceUnavailableException(
          "the embedded DynamoDB did not finish export " + arn + ": " + export.failureMessage(),
          "Check that the disk of the demo's folder has room, and start again.");
    }
    return new Made(arn, bytes(arn));
  }

  private ExportDescription described(String arn) {
    return dynamoDb.describeExport(describe -> describe.exportArn(arn)).exportDescription();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an export was in progress", e);
    }
  }

  private long bytes(String arn) {
    String data = PREFIX + "/AWSDynamoDB/" + arn.substring(arn.lastIndexOf('/') + 1) + "/data/";
    return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(data)).contents().stream()
        .mapToLong(S3Object::size)
        .sum();
  }
}
