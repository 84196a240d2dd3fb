package dev.sluice.job.odd;

import dev.sluice.summary.SummaryTable;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A log of good events, its labels, and a summary table. Good are the days before {@link #ODD_DAY}. */
final class OddTables {
  /** A Monday, so that no week has good days and this one. */
  static final String ODD_DAY = "2026-10-26";

  private static final int GOOD_DAYS = 7;
  private static final int A_DAY = 40;

  final String events = TestServers.table("odd-events");
  final String labels = TestServers.table("odd-labels");
  final String summary = TestServers.table("odd-summary");
  private final DynamoDbClient dynamoDb = TestServers.dynamoDb();

  OddTables() {
    List<TableDescription.Key> key = List.of(new TableDescription.Key("requestId", "S"));
    TestServers.createTable(events, key);
    TestServers.createTable(labels, key);
    new SummaryTable(dynamoDb, summary).createIfMissing();
    for (int number = 0; number < goodItems(); number++) {
      String id = "good-" + number;
      put(events, event(id, number, "2026-10-" + (19 + number / A_DAY)));
      put(labels, label(id, number));
    }
  }

  static int goodItems() {
    return GOOD_DAYS * A_DAY;
  }

  /** An event of the odd day. */
  static Map<String, AttributeValue> event(String id, int number) {
    return event(id, number, ODD_DAY);
  }

  /** Of a model of classes where the number is even, of numbers where it is odd. */
  private static Map<String, AttributeValue> event(String id, int number, String day) {
    boolean classes = number % 2 == 0;
    Map<String, AttributeValue> item = new HashMap<>(Map.of(
        "requestId", AttributeValue.fromS(id),
        "timestamp", AttributeValue.fromS("%sT%02d:00:00Z".formatted(day, number % 24)),
        "modelName", AttributeValue.fromS(classes ? "calm" : "metric"),
        "modelVersion", AttributeValue.fromS("1"),
        "confidence", AttributeValue.fromN("0." + (50 + number % 50)),
        "latencyMs", AttributeValue.fromN(String.valueOf(3 + number % 17))));
    item.put(
        "prediction",
        classes
            ? AttributeValue.fromS("c" + number % 3)
            : AttributeValue.fromN(number % 10 + ".5"));
    return item;
  }

  /** What the event of that number was really. */
  static Map<String, AttributeValue> label(String id, int number) {
    boolean classes = number % 2 == 0;
    return Map.of(
        "requestId", AttributeValue.fromS(id),
        "label",
            classes
                ? AttributeValue.fromS("c" + number % 4 % 3)
                : AttributeValue.fromN(number % 10 + ".25"),
        "labeledAt", AttributeValue.fromS("2026-10-27T00:00:00Z"));
  }

  /** Beside the good ones; an odd label has a good event. */
  void add(List<OddItem> odd) {
    for (OddItem each : odd) {
      put(table(each), each.item());
    }
  }

  void remove(List<OddItem> odd) {
    for (OddItem each : odd) {
      dynamoDb.deleteItem(delete ->
          delete.tableName(table(each)).key(Map.of("requestId", each.item().get("requestId"))));
    }
  }

  private String table(OddItem odd) {
    return odd.label() ? labels : events;
  }

  private void put(String table, Map<String, AttributeValue> item) {
    dynamoDb.putItem(put -> put.tableName(table).item(item));
  }

  /** The rows of a namespace, by their keys without it. */
  Map<String, Map<String, AttributeValue>> rows(String namespace) {
    Map<String, Map<String, AttributeValue>> rows = new TreeMap<>();
    String prefix = namespace + "#";
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    dynamoDb.scanPaginator(scan -> scan.tableName(summary)).items().forEach(items::add);
    for (Map<String, AttributeValue> item : items) {
      if (item.get("pk").s().startsWith(prefix)) {
        rows.put(
            item.get("pk").s().substring(prefix.length()) + " | "
                + item.get("sk").s(),
            item);
      }
    }
    return rows;
  }
}
