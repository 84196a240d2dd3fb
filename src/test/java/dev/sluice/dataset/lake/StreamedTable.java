package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table of DynamoDB's with a Stream. */
final class StreamedTable {
  final String name = TestServers.table("streamed");

  StreamedTable() {
    TestServers.createTable(name);
    turnOn();
  }

  void turnOn() {
    TestServers.dynamoDb()
        .updateTable(r -> r.tableName(name).streamSpecification(s -> s.streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  void turnOff() {
    TestServers.dynamoDb()
        .updateTable(r -> r.tableName(name).streamSpecification(s -> s.streamEnabled(false)));
  }

  void expireBy(String attribute) {
    TestServers.dynamoDb().updateTimeToLive(r -> r.tableName(name)
        .timeToLiveSpecification(t -> t.enabled(true).attributeName(attribute)));
  }

  StreamedTable put(Map<String, AttributeValue> item) {
    TestServers.dynamoDb().putItem(r -> r.tableName(name).item(item));
    return this;
  }

  /** Writes an item with a day of November and a number. */
  StreamedTable put(String id, int day, long n) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("at", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(day)));
    item.put("n", AttributeValue.fromN(Long.toString(n)));
    return put(item);
  }

  StreamedTable remove(String id) {
    TestServers.dynamoDb()
        .deleteItem(r -> r.tableName(name).key(Map.of("id", AttributeValue.fromS(id))));
    return this;
  }

  Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(name).consistentRead(true))
        .items()
        .forEach(item -> items.put(item.get("id").s(), item));
    return items;
  }

  ReadSettings read() {
    return TableSource.settings(Map.of(
        "endpoint",
        TestServers.dynamoDbEndpoint().toString(),
        "region",
        "us-east-1",
        "table",
        name));
  }

  TableDescription description() {
    return read().describe();
  }
}
