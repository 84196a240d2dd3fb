package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports that are named by their ARN. DynamoDB Local has none, so a front answers DescribeExport. */
class DescribedExportTest {
  private final WrittenExport written =
      ExportWriter.of("Log", List.of(Map.of("id", AttributeValue.fromS("a")))).write();
  private final String arn =
      "arn:aws:dynamodb:ddblocal:000000000000:table/Log/export/" + written.id();
  private final ObjectNode description = JsonNodeFactory.instance.objectNode();
  private FaultyDynamoDb front;

  @BeforeEach
  void start() {
    description.put("ExportArn", arn).put("ExportStatus", "COMPLETED");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("ExportDescription", description);
    front = FaultyDynamoDb.start()
        .otherwise(request -> request.operation().equals("DescribeExport")
            ? (r, dynamoDb) -> DynamoDbReply.of(200, answer)
            : InjectedFault.NONE);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void dynamoDbTellsTheFolder() {
    String bucket = TestServers.bucket();
    String folder = written.inBucket(bucket);
    description
        .put("S3Bucket", bucket)
        .put("ExportManifest", "exports/AWSDynamoDB/" + written.id() + "/manifest-summary.json");

    PointInTimeExport export = open(arn);

    assertThat(export.folder().text()).isEqualTo(folder);
    assertThat(export.summary().itemCount()).isEqualTo(1);
    description.put("ExportManifest", folder + "/manifest-summary.json");
    assertThat(open(arn)).isEqualTo(export);
  }

  @Test
  void anotherExportInTheFolderIsRefused() {
    String bucket = TestServers.bucket();
    written.inBucket(bucket);
    description
        .put("S3Bucket", bucket)
        .put("ExportManifest", "exports/AWSDynamoDB/" + written.id() + "/manifest-summary.json");

    assertThatThrownBy(() -> open(arn.replace("0a1b2c3d", "ffffffff")))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("is not in its folder");
  }

  @ParameterizedTest
  @CsvSource({
    "IN_PROGRESS, is unfinished: IN_PROGRESS",
    "FAILED, has failed: S3AccessDenied: no such bucket",
    "COMPLETED, has no manifest"
  })
  void whatIsNotCompletedIsRefused(String status, String message) {
    description
        .put("ExportStatus", status)
        .put("FailureCode", "S3AccessDenied")
        .put("FailureMessage", "no such bucket")
        .put("S3Bucket", "bucket");

    assertThatThrownBy(() -> open(arn))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("export " + arn + " " + message);
  }

  @Test
  void anUnknownOneIsRefused() {
    front.otherwise(request -> (r, dynamoDb) -> DynamoDbReply.of(
        400,
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", "com.amazonaws.dynamodb.v20120810#ExportNotFoundException")));

    assertThatThrownBy(() -> open(arn))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("is not known to DynamoDB");
  }

  private PointInTimeExport open(String location) {
    return PointInTimeExport.open(ExportLocation.parse(location), front.settings());
  }
}
