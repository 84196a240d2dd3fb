package dev.sluice.demo.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answers of DynamoDB, as JSON. */
final class ExportAnswers {
  private ExportAnswers() {}

  /** Returns the answer to a request for an export: a new one is always in progress. */
  static ObjectNode started(Export export) {
    ObjectNode answer = described(export);
    if (export.end() == null || export.started().equals(export.end().time())) {
      ((ObjectNode) answer.get("ExportDescription")).put("ExportStatus", "IN_PROGRESS");
    }
    return answer;
  }

  static ObjectNode described(Export export) {
    ExportRequest request = export.request();
    ObjectNode about = object()
        .put("ExportArn", export.arn())
        .put("ExportStatus", export.status())
        .put("StartTime", Parameters.seconds(export.started()))
        .put("TableArn", request.tableArn())
        .put("ClientToken", export.token())
        .put("S3Bucket", request.bucket())
        .put("S3SseAlgorithm", request.encryption() == null ? "AES256" : request.encryption())
        .put("ExportFormat", request.format().name());
    ExportRequest.Window window = request.window();
    if (window == null) {
      about.put("ExportTime", Parameters.seconds(export.exportTime()));
    } else {
      about
          .putObject("IncrementalExportSpecification")
          .put("ExportFromTime", Parameters.seconds(window.from()))
          .put("ExportToTime", Parameters.seconds(export.exportTime()))
          .put("ExportViewType", window.view());
    }
    // DynamoDB states the type only if the request did
    Optional.ofNullable(request.type()).ifPresent(type -> about.put("ExportType", type));
    Optional.ofNullable(request.bucketOwner()).ifPresent(id -> about.put("S3BucketOwner", id));
    Optional.ofNullable(request.prefix()).ifPresent(prefix -> about.put("S3Prefix", prefix));
    Optional.ofNullable(request.kmsKey()).ifPresent(key -> about.put("S3SseKmsKeyId", key));
    Optional.ofNullable(export.end()).ifPresent(end -> end(about, export, end));
    ObjectNode answer = object();
    answer.set("ExportDescription", about);
    return answer;
  }

  private static void end(ObjectNode about, Export export, Export.End end) {
    about.put("EndTime", Parameters.seconds(end.time()));
    Export.Failure failure = end.failure();
    if (failure == null) {
      about
          .put("ExportManifest", export.folder() + "manifest-summary.json")
          .put("BilledSizeBytes", export.billedBytes())
          .put("ItemCount", export.itemCount());
    } else {
      about.put("FailureCode", failure.code()).put("FailureMessage", failure.message());
    }
  }

  /** @param more whether there are further ones */
  static ObjectNode listed(List<Export> page, boolean more) {
    ObjectNode answer = object();
    ArrayNode summaries = answer.putArray("ExportSummaries");
    page.forEach(export -> summaries
        .addObject()
        .put("ExportArn", export.arn())
        .put("ExportStatus", export.status())
        .put("ExportType", export.request().exportType()));
    if (more) {
      answer.put("NextToken", page.get(page.size() - 1).arn());
    }
    return answer;
  }

  /** @param table empty: its recovery is off */
  static ObjectNode backups(Optional<RecoverableTable> table, Instant now) {
    ObjectNode answer = object();
    ObjectNode recovery = answer
        .putObject("ContinuousBackupsDescription")
        .put("ContinuousBackupsStatus", "ENABLED")
        .putObject("PointInTimeRecoveryDescription")
        .put("PointInTimeRecoveryStatus", table.isPresent() ? "ENABLED" : "DISABLED");
    table.ifPresent(on -> recovery
        .put("RecoveryPeriodInDays", on.days())
        .put("EarliestRestorableDateTime", Parameters.seconds(on.earliest(now)))
        .put("LatestRestorableDateTime", Parameters.seconds(on.latest(now))));
    return answer;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
