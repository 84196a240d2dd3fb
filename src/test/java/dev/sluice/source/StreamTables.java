package dev.sluice.source;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Tables with a Stream. */
final class StreamTables {
  private StreamTables() {}

  /** Creates an empty table with a key {@code id} and a stream of this view. */
  static String create(StreamViewType view) {
    String table = TargetTables.create();
    turnOn(table, view);
    return table;
  }

  static void turnOn(String table, StreamViewType view) {
    TestServers.dynamoDb().updateTable(r -> r.tableName(table)
        .streamSpecification(s -> s.streamEnabled(true).streamViewType(view)));
  }

  static void turnOff(String table) {
    TestServers.dynamoDb()
        .updateTable(r -> r.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
  }

  static void put(String table, String id, int value) {
    TestServers.dynamoDb().putItem(r -> r.tableName(table)
        .item(Map.of(
            "id",
            AttributeValue.fromS(id),
            "value",
            AttributeValue.fromN(Integer.toString(value)))));
  }

  static void remove(String table, String id) {
    TestServers.dynamoDb()
        .deleteItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
  }

  static Map<String, String> options(String table) {
    return new HashMap<>(Map.of(
        "table",
        table,
        "kind",
        "stream",
        "settled-after",
        "1s",
        "endpoint",
        TestServers.dynamoDbEndpoint().toString()));
  }

  static DataFrameReader read(String table) {
    return TestSpark.session().read().format("sluice").options(options(table));
  }

  static DataStreamReader readStream(SparkSession session, String table) {
    return session.readStream().format("sluice").options(options(table));
  }
}
