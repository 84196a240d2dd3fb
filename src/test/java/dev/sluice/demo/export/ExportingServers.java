package dev.sluice.demo.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.EmbeddedServers;
import dev.sluice.demo.ExportControl;
import dev.sluice.table.Clients;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.s3.S3Client;

/** Servers of one test alone, because it moves their clock. */
public final class ExportingServers implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  public final EmbeddedServers servers;
  public final DynamoDbClient dynamoDb;
  public final S3Client s3;

  public ExportingServers() {
    TestServers.credentials();
    servers = EmbeddedServers.start();
    dynamoDb = Clients.dynamoDb(servers.settings());
    s3 = Clients.s3(servers.settings());
  }

  public ExportControl control() {
    return servers.exports();
  }

  /** Creates an empty bucket and returns its name. */
  public String bucket() {
    String name = "exports-" + NAMES.incrementAndGet();
    s3.createBucket(r -> r.bucket(name));
    return name;
  }

  /** Creates an empty table with the key {@code id} and returns its name. */
  public String table() {
    String name = "exported-" + NAMES.incrementAndGet();
    dynamoDb.createTable(r -> r.tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            AttributeDefinition.builder().attributeName("id").attributeType("S").build())
        .keySchema(
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
    return name;
  }

  /** Creates an empty table with point-in-time recovery and returns its name. */
  public String recoverableTable() {
    String name = table();
    recover(name, true);
    return name;
  }

  public void recover(String table, boolean on) {
    dynamoDb.updateContinuousBackups(r ->
        r.tableName(table).pointInTimeRecoverySpecification(s -> s.pointInTimeRecoveryEnabled(on)));
  }

  public void put(String table, Map<String, AttributeValue> item) {
    dynamoDb.putItem(r -> r.tableName(table).item(item));
  }

  public void put(String table, String id, String value) {
    put(table, Map.of("id", AttributeValue.fromS(id), "value", AttributeValue.fromS(value)));
  }

  public String arn(String table) {
    return dynamoDb.describeTable(r -> r.tableName(table)).table().tableArn();
  }

  public ExportDescription export(
      String table, Consumer<ExportTableToPointInTimeRequest.Builder> request) {
    return dynamoDb
        .exportTableToPointInTime(r -> request.accept(r.tableArn(arn(table))))
        .exportDescription();
  }

  public ExportDescription describe(String arn) {
    return dynamoDb.describeExport(r -> r.exportArn(arn)).exportDescription();
  }

  /** Makes an export that takes no time. */
  public ExportDescription completed(
      String table, Consumer<ExportTableToPointInTimeRequest.Builder> request) {
    ExportDescription ended = describe(export(table, request).exportArn());
    if (ended.exportStatus() != ExportStatus.COMPLETED) {
      throw new IllegalStateException(ended.toString());
    }
    return ended;
  }

  /** Returns the text of an object. */
  public String text(String bucket, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
  }

  /** Returns the lines of all files that the manifests of an export name. */
  public List<JsonNode> lines(ExportDescription export) {
    String files = json(text(export.s3Bucket(), export.exportManifest()))
        .path("manifestFilesS3Key")
        .asText();
    return text(export.s3Bucket(), files)
        .lines()
        .map(file -> json(file).path("dataFileS3Key").asText())
        .flatMap(key -> unzipped(export.s3Bucket(), key).lines())
        .map(ExportingServers::json)
        .toList();
  }

  private String unzipped(String bucket, String key) {
    try (InputStream in =
        new GZIPInputStream(s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asInputStream())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an incremental export in DynamoDB JSON that takes no time, and returns its changes by the item's {@code id}. */
  public Map<String, JsonNode> changes(String table, String bucket, Instant from, Instant to) {
    Map<String, JsonNode> changes = new TreeMap<>();
    lines(completed(table, r -> r.s3Bucket(bucket)
            .exportType(ExportType.INCREMENTAL_EXPORT)
            .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(to))))
        .forEach(change -> {
          if (changes.put(change.at("/Keys/id/S").asText(), change) != null) {
            throw new IllegalStateException("two changes of an item: " + change);
          }
        });
    return changes;
  }

  /** Moves the clock to the next whole second, and returns it: all earlier writes are before it, all later ones are not. */
  public Instant cut() {
    Instant now = control().forward(Duration.ZERO);
    Instant second = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    control().forward(Duration.between(now, second));
    return second;
  }

  /** Sends a body to an operation, whatever it is. */
  public HttpResponse<String> send(String operation, String body) {
    HttpRequest request = HttpRequest.newBuilder(servers.dynamoDb())
        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
        .header("Content-Type", "application/x-amz-json-1.0")
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=tests/20261127/us-east-1/dynamodb/aws4_request,"
                + " SignedHeaders=host, Signature=0")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<Map<String, AttributeValue>> scan(String table) {
    return dynamoDb.scanPaginator(r -> r.tableName(table)).items().stream().toList();
  }

  @Override
  public void close() {
    dynamoDb.close();
    s3.close();
    servers.close();
  }
}
