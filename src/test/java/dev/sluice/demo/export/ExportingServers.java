package dev.sluice.demo.export;

import dev.sluice.demo.EmbeddedServers;
import dev.sluice.demo.ExportControl;
import dev.sluice.table.Clients;
import dev.sluice.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
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
