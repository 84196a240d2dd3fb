package dev.sluice.export;

import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.table.AwsFailures;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;

/** The errors of exports that DynamoDB does not make. */
final class ExportRefusals {
  private static final String AGAIN =
      " Then start again with the same --run-id: it requests another export.";

  private ExportRefusals() {}

  /** Returns the exception to throw in place of DynamoDB's answer to a request for an export. */
  static RuntimeException of(String table, String runId, DynamoDbException answer) {
    if (answer instanceof PointInTimeRecoveryUnavailableException) {
      return refused(
          "table " + table + " has no point-in-time recovery, which an export needs",
          "Switch it on (aws dynamodb update-continuous-backups --table-name " + table
              + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true), or write"
              + " sluice.source.kind = scan.",
          answer);
    }
    if (answer instanceof ExportConflictException) {
      return otherSettings(table, runId, said(answer), answer);
    }
    if (answer instanceof LimitExceededException) {
      return refused(
          "table " + table + ": too many exports are in progress (" + said(answer) + ")",
          "Wait until some have ended, and start again with the same --run-id.",
          answer);
    }
    if (answer instanceof InvalidExportTimeException) {
      return refused(
          "table " + table + " cannot be exported as it is now (" + said(answer) + ")",
          "Point-in-time recovery may have been switched on minutes ago: start again with the same --run-id.",
          answer);
    }
    if ("ValidationException".equals(details(answer).errorCode())) {
      return refused(
          "table " + table + ": DynamoDB refuses the export (" + said(answer) + ")",
          "Check the settings under sluice.source.export.",
          answer);
    }
    if (AwsFailures.isDenied(answer)
        && AwsFailures.translate("table " + table, answer) instanceof SluiceException denied) {
      return new DeniedRequestException(denied);
    }
    return answer;
  }

  /** Returns the exception for a window that point-in-time recovery does not reach, or not yet. */
  static ResourceUnavailableException outOfReach(
      String table, ExportSpan span, DynamoDbException answer) {
    return refused(
        "the changes of table " + table + " from " + span + " cannot be exported (" + said(answer)
            + ")",
        "Where point-in-time recovery does not reach back so far, load the table anew with --reload;"
            + " otherwise start again with the same --run-id.",
        answer);
  }

  /** Returns the exception for a run that began with other settings. */
  static ResourceUnavailableException otherSettings(
      String table, String runId, String how, @Nullable DynamoDbException answer) {
    return new ResourceUnavailableException(
        "run " + Printable.brief(runId) + " has requested an export of table " + table
            + " with other settings (" + how + ")",
        "Give another --run-id, or the settings under sluice.source.export that this one began with.",
        answer);
  }

  /** Returns the exception for an export that has failed. */
  static RuntimeException failed(ExportDescription export) {
    String code = String.valueOf(export.failureCode());
    return ExportFailures.refused(
        new ExportLocation(export.exportArn()),
        "has failed: " + code + ": " + export.failureMessage(),
        remedy(code, String.valueOf(export.s3Bucket())) + AGAIN);
  }

  private static String remedy(String code, String bucket) {
    if (code.contains("NoSuchBucket")) {
      return "Create the bucket " + bucket + ", or name another in sluice.source.export.bucket.";
    }
    if (code.contains("KMS") || code.contains("Kms")) {
      return "Grant kms:GenerateDataKey and kms:Decrypt on the key to this role, and check"
          + " sluice.source.export.kms-key.";
    }
    if (code.contains("AccessDenied")) {
      return "Grant s3:PutObject on the bucket " + bucket
          + " to this role, as `sluice init` prints;"
          + " the bucket of another account also needs sluice.source.export.bucket-owner, and a policy of its own.";
    }
    return "See what the failure says.";
  }

  private static ResourceUnavailableException refused(
      String problem, String remedy, DynamoDbException answer) {
    return new ResourceUnavailableException(problem, remedy, answer);
  }

  private static String said(DynamoDbException answer) {
    return Printable.brief(String.valueOf(details(answer).errorMessage()));
  }

  private static AwsErrorDetails details(DynamoDbException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null ? AwsErrorDetails.builder().build() : details;
  }
}
