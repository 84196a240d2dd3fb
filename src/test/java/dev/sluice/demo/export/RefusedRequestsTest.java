package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;
import software.amazon.awssdk.services.dynamodb.model.TableNotFoundException;

/** Requests that the front refuses, as the SDK reads the answer, and as it is. */
final class RefusedRequestsTest {
  private static ExportingServers servers;

  @BeforeAll
  static void start() {
    servers = new ExportingServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void refusalsAreDynamoDbs() {
    String table = servers.table();
    String bucket = servers.bucket();
    assertThatThrownBy(() -> servers.export(table, r -> r.s3Bucket(bucket)))
        .isInstanceOf(PointInTimeRecoveryUnavailableException.class);
    String missing = servers.arn(table).replace(table, "missing-table");
    assertThatThrownBy(() ->
            servers.dynamoDb.exportTableToPointInTime(r -> r.tableArn(missing).s3Bucket(bucket)))
        .isInstanceOf(TableNotFoundException.class)
        .hasMessageContaining("Table not found: missing-table");
    assertThatThrownBy(() -> servers.dynamoDb.describeContinuousBackups(r -> r.tableName("nobody")))
        .isInstanceOf(TableNotFoundException.class);
    assertThatThrownBy(
            () -> servers.describe(servers.arn(table) + "/export/01700000000000-0a1b2c3d"))
        .isInstanceOf(ExportNotFoundException.class);
    invalid(() -> servers.describe(servers.arn(table)), "Invalid Export ARN");
    invalid(
        () -> servers.export(table, r -> r.s3Bucket(bucket).s3SseKmsKeyId("k")), "S3SseAlgorithm");
    invalid(() -> servers.export(table, r -> r.s3Bucket("")), "'s3Bucket' failed to satisfy");
    invalid(
        () -> servers.export(table, r -> r.s3Bucket(bucket).exportFormat("CSV")), "exportFormat");
    invalid(
        () -> servers.export(table, r -> r.s3Bucket(bucket).s3BucketOwner("me")), "s3BucketOwner");
    invalid(
        () -> servers.export(
            table, r -> r.s3Bucket(bucket).exportType(ExportType.INCREMENTAL_EXPORT)),
        "IncrementalExportSpecification");
    invalid(() -> servers.dynamoDb.listExports(r -> r.nextToken("x")), "ListExports");
  }

  private static void invalid(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExportTableToPointInTime",
        "DescribeExport",
        "ListExports",
        "DescribeContinuousBackups",
        "UpdateContinuousBackups"
      })
  void whatIsNoObjectIsNoRequest(String operation) {
    for (String body : List.of("", " ", "{", "{\"a\":}", "{} {}", "[]", "null", "1", "\u0000")) {
      refused(servers.send(operation, body), "com.amazon.coral.service#SerializationException");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          ExportTableToPointInTime | {'TableArn':5}                  | NUMBER_VALUE cannot be converted to String
          ExportTableToPointInTime | {'TableArn':{}}                 | Start of structure
          ExportTableToPointInTime | {'TableArn':[]}                 | Start of list
          DescribeExport           | {'ExportArn':true}              | TRUE_VALUE cannot be converted to String
          ListExports              | {'MaxResults':'1'}              | STRING_VALUE cannot be converted to Integer
          ListExports              | {'MaxResults':1.5}              | NUMBER_VALUE cannot be converted to Integer
          DescribeContinuousBackups | {'TableName':7}                | NUMBER_VALUE cannot be converted to String
          UpdateContinuousBackups  | {'TableName':'t','PointInTimeRecoverySpecification':1} | structure
          UpdateContinuousBackups  | {'TableName':'t','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':'yes'}} | STRING_VALUE cannot be converted to Boolean
          """)
  void aValueOfAnotherTypeIsNone(String operation, String body, String message) {
    HttpResponse<String> answer = servers.send(operation, body.replace('\'', '"'));
    refused(answer, "com.amazon.coral.service#SerializationException");
    assertThat(answer.body()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          ExportTableToPointInTime | {}                            | 'tableArn' failed to satisfy constraint: Member must not be null
          ExportTableToPointInTime | {'TableArn':'orders'}         | Invalid TableArn
          DescribeExport           | {}                            | 'exportArn'
          DescribeExport           | {'ExportArn':''}              | length greater than or equal to 1
          ListExports              | {'MaxResults':0}              | greater than or equal to 1
          ListExports              | {'MaxResults':26}             | less than or equal to 25
          ListExports              | {'MaxResults':99999999999999999999} | less than or equal to 25
          ListExports              | {'TableArn':'orders'}         | 'tableArn'
          DescribeContinuousBackups | {}                           | 'tableName'
          UpdateContinuousBackups  | {'TableName':'t'}             | 'pointInTimeRecoverySpecification'
          UpdateContinuousBackups  | {'TableName':'t','PointInTimeRecoverySpecification':{}} | 'pointInTimeRecoveryEnabled'
          """)
  void aWrongValueIsInvalid(String operation, String body, String message) {
    HttpResponse<String> answer = servers.send(operation, body.replace('\'', '"'));
    refused(answer, "com.amazon.coral.validate#ValidationException");
    assertThat(answer.body()).contains(message);
  }

  private static void refused(HttpResponse<String> answer, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"__type\":\"" + type + "\"");
  }

  @Test
  void noTableOfAnotherAccountOrRegionIsHere() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    String own = servers.completed(table, r -> r.s3Bucket(bucket)).exportArn();
    for (String arn : List.of(
        servers.arn(table).replace("000000000000", "123456789012"),
        servers.arn(table).replace("ddblocal", "eu-west-1"))) {
      assertThatThrownBy(() ->
              servers.dynamoDb.exportTableToPointInTime(r -> r.tableArn(arn).s3Bucket(bucket)))
          .isInstanceOf(TableNotFoundException.class)
          .hasMessageContaining(arn);
      assertThatThrownBy(() -> servers.dynamoDb.describeContinuousBackups(r -> r.tableName(arn)))
          .isInstanceOf(TableNotFoundException.class);
      assertThat(servers.dynamoDb.listExports(r -> r.tableArn(arn)).exportSummaries())
          .isEmpty();
      assertThatThrownBy(() -> servers.describe(own.replace(servers.arn(table), arn)))
          .isInstanceOf(ExportNotFoundException.class);
    }
    assertThat(servers
            .dynamoDb
            .describeContinuousBackups(r -> r.tableName(servers.arn(table)))
            .continuousBackupsDescription())
        .isNotNull();
  }

  @Test
  void anotherVersionsOperationIsUnknown() {
    HttpResponse<String> answer = servers.send("x.ListExports", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UnknownOperationException");
  }

  @Test
  void windowsHaveDynamoDbsLimits() {
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    Instant now = servers.control().forward(Duration.ofDays(3));
    window(
        table, bucket, now.minus(Duration.ofMinutes(30)), Duration.ofMinutes(14), "less than 15");
    window(table, bucket, now.minus(Duration.ofDays(2)), Duration.ofHours(25), "greater than 24");
    window(table, bucket, now.minus(Duration.ofMinutes(17)), Duration.ofMinutes(15), "outside");
    window(table, bucket, now.minus(Duration.ofDays(4)), Duration.ofHours(1), "outside");
  }

  private static void window(
      String table, String bucket, Instant from, Duration length, String message) {
    assertThatThrownBy(() -> servers.export(table, r -> r.s3Bucket(bucket)
            .exportType(ExportType.INCREMENTAL_EXPORT)
            .incrementalExportSpecification(
                w -> w.exportFromTime(from).exportToTime(from.plus(length)))))
        .isInstanceOf(InvalidExportTimeException.class)
        .hasMessageContaining(message);
  }
}
