package dev.sluice.export;

import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;

/** Finds the folder of an export by its ARN. */
final class DescribedExport {
  private static final String MANIFEST = "/manifest-summary.json";

  private DescribedExport() {}

  /**
   * Asks DynamoDB for the folder.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the export is not known, or not completed
   */
  static ExportLocation folder(ExportLocation arn, AwsSettings aws) {
    ExportDescription found = described(arn, aws);
    if (found.exportStatus() != ExportStatus.COMPLETED) {
      throw notCompleted(arn, found);
    }
    String manifest = String.valueOf(found.exportManifest());
    String key = manifest.replaceFirst("^s3://" + found.s3Bucket() + "/", "");
    if (!key.endsWith(MANIFEST)) {
      throw ExportFailures.refused(
          arn, "has no manifest, says DescribeExport", "Name the export's folder in its bucket.");
    }
    return ExportLocation.inBucket(
        found.s3Bucket(), key.substring(0, key.length() - MANIFEST.length()));
  }

  private static ExportDescription described(ExportLocation arn, AwsSettings aws) {
    try (DynamoDbClient client = Clients.dynamoDb(aws)) {
      return AwsFailures.translated("export " + arn, () -> {
        try {
          return client.describeExport(r -> r.exportArn(arn.text())).exportDescription();
        } catch (ExportNotFoundException e) {
          throw ExportFailures.refused(
              arn,
              "is not known to DynamoDB, which forgets exports after 90 days",
              "Check the ARN and the credentials' account, or name the export's folder.");
        }
      });
    }
  }

  private static RuntimeException notCompleted(ExportLocation arn, ExportDescription found) {
    boolean failed = found.exportStatus() == ExportStatus.FAILED;
    return ExportFailures.refused(
        arn,
        failed
            ? "has failed: " + found.failureCode() + ": " + found.failureMessage()
            : "is unfinished: " + found.exportStatusAsString(),
        failed ? "Make another one." : "Wait until DynamoDB has finished it.");
  }
}
