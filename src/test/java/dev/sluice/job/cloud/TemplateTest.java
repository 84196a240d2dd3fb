package dev.sluice.job.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.TestServers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The resources of both templates. */
final class TemplateTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void theSummaryTableIsTheOneThatInitCreates(String folder) throws Exception {
    String templated = TestServers.table("templated");
    String initialised = TestServers.table("initialised");
    ObjectNode table =
        (ObjectNode) new Template(folder, Map.of("SourceTable", "Log", "SummaryTable", templated))
            .resource("Summary")
            .path("Properties");
    // no emulator has keys
    table.remove("SSESpecification");
    JsonNode timeToLive = table.remove("TimeToLiveSpecification");
    send("CreateTable", table);
    send(
        "UpdateTimeToLive",
        new ObjectMapper()
            .createObjectNode()
            .put("TableName", templated)
            .set("TimeToLiveSpecification", timeToLive));
    new SummaryTable(TestServers.dynamoDb(), initialised).createIfMissing();

    // refuses one of another shape
    assertThat(new SummaryTable(TestServers.dynamoDb(), templated).createIfMissing())
        .isFalse();
    assertThat(shape(templated)).isEqualTo(shape(initialised));
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void everythingThatIsKeptIsEncrypted(String folder) {
    Template own = new Template(folder, Map.of("SourceTable", "Log", "KmsKeyArn", KEY));
    Template ofAws = new Template(folder, Map.of("SourceTable", "Log"));
    String algorithm =
        "/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault";

    assertThat(own.resource("Bucket").at(algorithm + "/KMSMasterKeyID").asText())
        .isEqualTo(KEY);
    assertThat(ofAws.resource("Bucket").at(algorithm + "/SSEAlgorithm").asText())
        .isEqualTo("AES256");
    assertThat(own.resource("Summary")
            .at("/Properties/SSESpecification/KMSMasterKeyId")
            .asText())
        .isEqualTo(KEY);
    assertThat(ofAws
            .resource("Summary")
            .at("/Properties/SSESpecification/SSEEnabled")
            .asBoolean())
        .isTrue();
    for (String group :
        folder.equals("glue") ? List.of("OutputLog", "ErrorLog") : List.of("LogGroup")) {
      assertThat(own.resource(group).at("/Properties/KmsKeyId").asText()).isEqualTo(KEY);
      assertThat(own.resource(group).at("/Properties/RetentionInDays").asInt()).isEqualTo(90);
    }
    assertThat(own.resource("Failures").at("/Properties/SqsManagedSseEnabled").asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void aNightThatFailsOrDoesNotStartRaisesTheAlarm(String folder) {
    Template template = new Template(folder, Map.of("SourceTable", "Log"));
    String queue = "arn:Failures/the-Failures";

    assertThat(template.resource("FailedRuns").at("/Properties/Targets/0/Arn").asText())
        .isEqualTo(queue);
    JsonNode target = template.resource("Nightly").at("/Properties/Target");
    assertThat(target.at("/DeadLetterConfig/Arn").asText()).isEqualTo(queue);
    assertThat(target.at("/RetryPolicy/MaximumRetryAttempts").asInt()).isPositive();
    JsonNode alarm = template.resource("Alarm").path("Properties");
    assertThat(alarm.at("/Dimensions/0/Value").asText()).isEqualTo(queue);
    assertThat(alarm.at("/AlarmActions/0").asText()).isEqualTo("the-Topic");
  }

  private record Shape(Object keys, Set<?> attributes, List<?> indexes, Object billing) {}

  private static Shape shape(String name) {
    TableDescription table =
        TestServers.dynamoDb().describeTable(r -> r.tableName(name)).table();
    return new Shape(
        table.keySchema(),
        new HashSet<>(table.attributeDefinitions()),
        table.globalSecondaryIndexes().stream()
            .map(index -> List.of(index.indexName(), index.keySchema(), index.projection()))
            .toList(),
        table.billingModeSummary().billingMode());
  }

  /** What CloudFormation knows by these names DynamoDB does too. */
  private static void send(String operation, JsonNode body) throws Exception {
    HttpResponse<String> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(TestServers.dynamoDbEndpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=tests/20261121/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=none")
                .POST(BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
