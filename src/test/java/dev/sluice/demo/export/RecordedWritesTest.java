package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Which writes windows have, in whatever way and whenever they were made. */
final class RecordedWritesTest {
  private static ExportingServers servers;
  private static String bucket = "";

  @BeforeAll
  static void start() {
    servers = new ExportingServers();
    bucket = servers.bucket();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static Map<String, AttributeValue> item(String id, String value) {
    return Map.of("id", AttributeValue.fromS(id), "value", AttributeValue.fromS(value));
  }

  private static void delete(String table, String id) {
    servers.dynamoDb.deleteItem(r -> r.tableName(table).key(key(id)));
  }

  private static String value(JsonNode change, String image) {
    return change.path(image).at("/value/S").asText("-");
  }

  /** Returns kinds of change by item, as old and new values tell them. */
  private static Map<String, String> told(String table, Instant from, Instant to) {
    Map<String, String> told = new TreeMap<>();
    servers.changes(table, bucket, from, to).forEach((id, change) -> {
      assertThat(written(change)).as(change.toString()).isBetween(from, to.minusNanos(1));
      told.put(id, value(change, "OldImage") + ">" + value(change, "NewImage"));
    });
    return told;
  }

  private static Instant written(JsonNode change) {
    long micros = change.at("/Metadata/WriteTimestampMicros/N").asLong();
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
  }

  @Test
  void eachIsOnItsSideOfACutWithinTheSecond() {
    String table = servers.recoverableTable();
    Instant begin = servers.cut();
    servers.control().forward(Duration.ofMinutes(20));
    servers.put(table, "a", "1");
    Instant cut = servers.cut();
    servers.put(table, "a", "2");
    servers.put(table, "b", "2");
    servers.control().forward(Duration.ofMinutes(20));
    Instant end = servers.cut();
    delete(table, "a");
    servers.control().forward(Duration.ofMinutes(6));

    assertThat(told(table, begin, cut)).isEqualTo(Map.of("a", "->1"));
    assertThat(told(table, cut, end)).isEqualTo(Map.of("a", "1>2", "b", "->2"));
    assertThat(told(table, begin, end)).isEqualTo(Map.of("a", "->2", "b", "->2"));
    assertThat(items(table, cut)).isEqualTo(Map.of("a", "1"));
    assertThat(items(table, end)).isEqualTo(Map.of("a", "2", "b", "2"));
    assertThat(servers.changes(table, bucket, cut, end).get("b").at("/Keys").toString())
        .isEqualTo("{\"id\":{\"S\":\"b\"}}");
  }

  private static Map<String, String> items(String table, Instant time) {
    Map<String, String> items = new HashMap<>();
    servers
        .lines(servers.completed(table, r -> r.s3Bucket(bucket).exportTime(time)))
        .forEach(line ->
            items.put(line.at("/Item/id/S").asText(), line.at("/Item/value/S").asText()));
    return items;
  }

  @Test
  void everyWayToWriteIsRecorded() {
    String table = servers.recoverableTable();
    Instant begin = servers.cut();
    servers.control().forward(Duration.ofMinutes(20));
    insert(table);
    Instant cut = servers.cut();
    update(table);
    servers.control().forward(Duration.ofMinutes(20));
    Instant end = servers.cut();
    remove(table);
    servers.control().forward(Duration.ofMinutes(20));
    Instant last = servers.cut();
    servers.control().forward(Duration.ofMinutes(6));

    assertThat(told(table, begin, cut)).hasSize(7).allSatisfy((id, change) -> assertThat(change)
        .isEqualTo("->1"));
    assertThat(told(table, cut, end)).hasSize(7).allSatisfy((id, change) -> assertThat(change)
        .isEqualTo("1>2"));
    assertThat(told(table, end, last)).hasSize(7).allSatisfy((id, change) -> assertThat(change)
        .isEqualTo("2>-"));
  }

  private static void insert(String table) {
    servers.put(table, "item", "1");
    servers.dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(
        table,
        List.of(
            WriteRequest.builder().putRequest(p -> p.item(item("batch", "1"))).build()))));
    servers.dynamoDb.transactWriteItems(r -> r.transactItems(
        TransactWriteItem.builder()
            .put(p -> p.tableName(table).item(item("transact 1", "1")))
            .build(),
        TransactWriteItem.builder()
            .put(p -> p.tableName(table).item(item("transact 2", "1")))
            .build()));
    statements("INSERT INTO \"" + table + "\" VALUE {'id':?,'value':'1'}");
  }

  private static void update(String table) {
    set(table, "item");
    servers.dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(
        table,
        List.of(
            WriteRequest.builder().putRequest(p -> p.item(item("batch", "2"))).build()))));
    servers.dynamoDb.transactWriteItems(r -> r.transactItems(
        TransactWriteItem.builder()
            .put(p -> p.tableName(table).item(item("transact 1", "2")))
            .build(),
        TransactWriteItem.builder()
            .update(u -> u.tableName(table)
                .key(key("transact 2"))
                .updateExpression("SET #v = :v")
                .expressionAttributeNames(Map.of("#v", "value"))
                .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("2"))))
            .build()));
    statements("UPDATE \"" + table + "\" SET \"value\"='2' WHERE id=?");
  }

  private static void set(String table, String id) {
    servers.dynamoDb.updateItem(r -> r.tableName(table)
        .key(key(id))
        .updateExpression("SET #v = :v")
        .expressionAttributeNames(Map.of("#v", "value"))
        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("2"))));
  }

  private static void remove(String table) {
    delete(table, "item");
    servers.dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(
        table,
        List.of(WriteRequest.builder().deleteRequest(d -> d.key(key("batch"))).build()))));
    servers.dynamoDb.transactWriteItems(
        r -> r.transactItems(List.of("transact 1", "transact 2").stream()
            .map(id -> TransactWriteItem.builder()
                .delete(d -> d.tableName(table).key(key(id)))
                .build())
            .toList()));
    statements("DELETE FROM \"" + table + "\" WHERE id=?");
  }

  /** Executes a statement in each of the three ways. */
  private static void statements(String statement) {
    servers.dynamoDb.executeStatement(
        r -> r.statement(statement).parameters(AttributeValue.fromS("partiql")));
    assertThat(servers
            .dynamoDb
            .batchExecuteStatement(r -> r.statements(BatchStatementRequest.builder()
                .statement(statement)
                .parameters(AttributeValue.fromS("partiql batch"))
                .build()))
            .responses())
        .allSatisfy(response -> assertThat(response.error()).isNull());
    servers.dynamoDb.executeTransaction(r -> r.transactStatements(ParameterizedStatement.builder()
        .statement(statement)
        .parameters(AttributeValue.fromS("partiql transact"))
        .build()));
  }

  @Test
  void aTransactionHasOneTimeAndACancelledOneNone() {
    String table = servers.recoverableTable();
    Instant begin = servers.cut();
    servers.put(table, "there", "1");
    servers.dynamoDb.transactWriteItems(r -> r.transactItems(IntStream.range(0, 5)
        .mapToObj(n -> TransactWriteItem.builder()
            .put(p -> p.tableName(table).item(item("t" + n, "1")))
            .build())
        .toList()));
    try {
      servers.dynamoDb.transactWriteItems(r -> r.transactItems(
          TransactWriteItem.builder()
              .put(p -> p.tableName(table).item(item("cancelled", "1")))
              .build(),
          TransactWriteItem.builder()
              .put(p -> p.tableName(table)
                  .item(item("there", "2"))
                  .conditionExpression("attribute_not_exists(id)"))
              .build()));
    } catch (TransactionCanceledException expected) {
      assertThat(expected.cancellationReasons()).hasSize(2);
    }
    servers.control().forward(Duration.ofMinutes(20));
    Instant end = servers.cut();
    servers.control().forward(Duration.ofMinutes(6));

    Map<String, JsonNode> changes = servers.changes(table, bucket, begin, end);
    assertThat(changes).containsOnlyKeys("there", "t0", "t1", "t2", "t3", "t4");
    Instant first = written(changes.remove("there"));
    assertThat(changes.values())
        .extracting(RecordedWritesTest::written)
        .containsOnly(written(changes.get("t0")));
    assertThat(written(changes.get("t0"))).isAfter(first);
  }

  @Test
  void withoutAnEndTheWindowEndsWithWhatCanBeExported() {
    String table = servers.recoverableTable();
    Instant begin = servers.cut();
    servers.put(table, "a", "1");
    servers.control().forward(Duration.ofMinutes(30));
    servers.put(table, "b", "1");
    ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket)
        .exportType(ExportType.INCREMENTAL_EXPORT)
        .incrementalExportSpecification(w -> w.exportFromTime(begin)));
    Instant now = servers.control().forward(Duration.ZERO);

    assertThat(export.itemCount()).isEqualTo(1);
    assertThat(export.incrementalExportSpecification().exportToTime())
        .isBetween(now.minusSeconds(310), now.minusSeconds(300));
  }

  /** The next window begins at the time that the export states, to the millisecond; requests have it in whole seconds. */
  @Test
  void anExportOfNowHasAllThatWasWrittenBefore() {
    String table = servers.recoverableTable();
    for (int n = 0; n < 50; n++) {
      servers.put(table, "i" + n, "1");
      ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket));
      assertThat(export.itemCount()).isEqualTo(n + 1);
      assertThat(export.exportTime()).isEqualTo(export.exportTime().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /** Writers go on while the clock is moved. */
  @Tag("thorough")
  @Test
  void windowsThatFollowOneAnotherHaveEachWriteOnce() {
    String table = servers.recoverableTable();
    AtomicBoolean ended = new AtomicBoolean();
    List<Instant> cuts = new ArrayList<>(List.of(servers.cut()));
    List<CompletableFuture<Integer>> writers = IntStream.range(0, 4)
        .mapToObj(writer -> CompletableFuture.supplyAsync(() -> {
          int n = 0;
          for (; !ended.get(); n++) {
            servers.put(table, writer + "-" + n, "1");
          }
          return n;
        }))
        .toList();
    for (int window = 0; window < 6; window++) {
      servers.control().forward(Duration.ofMinutes(20));
      cuts.add(servers.cut());
    }
    ended.set(true);
    int written = writers.stream().mapToInt(CompletableFuture::join).sum();
    servers.control().forward(Duration.ofMinutes(20));
    cuts.add(servers.cut());
    servers.control().forward(Duration.ofMinutes(6));

    List<String> seen = new ArrayList<>();
    for (int window = 1; window < cuts.size(); window++) {
      Map<String, String> told = told(table, cuts.get(window - 1), cuts.get(window));
      assertThat(told.values()).allMatch("->1"::equals);
      seen.addAll(told.keySet());
      assertThat(items(table, cuts.get(window))).hasSize(seen.size());
    }
    assertThat(seen).hasSize(written).doesNotHaveDuplicates();
  }

  /** DynamoDB Local deletes what has expired within seconds, by the host's clock. */
  @Tag("thorough")
  @Test
  void whatTtlDeletesIsRecordedAtItsTime() throws InterruptedException {
    String table = servers.recoverableTable();
    servers.dynamoDb.updateTimeToLive(r ->
        r.tableName(table).timeToLiveSpecification(t -> t.enabled(true).attributeName("ends")));
    servers.put(
        table,
        Map.of(
            "id", AttributeValue.fromS("expiring"),
            "value", AttributeValue.fromS("1"),
            "ends", AttributeValue.fromN("" + (Instant.now().getEpochSecond() - 60))));
    servers.put(table, "staying", "1");
    Instant begin = servers.cut();
    while (servers.scan(table).size() > 1) {
      Thread.sleep(200);
    }
    servers.control().forward(Duration.ofMinutes(40));
    servers.put(table, "expiring", "2");
    Instant end = servers.cut();
    servers.control().forward(Duration.ofMinutes(6));

    JsonNode change = servers.changes(table, bucket, begin, end).get("expiring");
    assertThat(value(change, "OldImage") + ">" + value(change, "NewImage")).isEqualTo("1>2");
    Instant before = end.minus(Duration.ofMinutes(20));
    assertThat(items(table, before)).isEqualTo(Map.of("staying", "1"));
    assertThat(told(table, begin, before)).isEqualTo(Map.of("expiring", "1>-"));
  }
}
