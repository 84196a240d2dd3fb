package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Labels in a table of their own, up to three of each event, some of one time. Knows what the table is. */
final class NightLabels {
  private static final int EACH = 3;

  final String table;

  private final ExportingServers servers;
  private final Random random;
  private final boolean mayGo;
  private final Set<String> written = new HashSet<>();
  private final Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
  private Map<String, Map<String, AttributeValue>> before = new TreeMap<>();

  /** @param mayGo whether labels are deleted */
  NightLabels(NightSource source, Random random, boolean mayGo) {
    this.servers = source.servers();
    this.table = source.another();
    this.random = random;
    this.mayGo = mayGo;
  }

  List<String> sets() {
    return List.of("labels.table=" + table, "labels.id=of");
  }

  /** Writes a label of an event, which need not exist, or deletes it. */
  void write(String event, AttributeValue label, String time) {
    String id = event + "-" + random.nextInt(EACH);
    written.add(id);
    if (mayGo && items.containsKey(id) && random.nextInt(3) == 0) {
      servers.dynamoDb.deleteItem(
          r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
      items.remove(id);
      return;
    }
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("of", AttributeValue.fromS(event));
    item.put("label", label);
    if (random.nextInt(8) > 0) {
      item.put("labeledAt", AttributeValue.fromS(time));
    }
    servers.put(table, item);
    items.put(id, item);
  }

  /** Lets rows follow what was written since this was called last. */
  void tell(PromisedRows promised) {
    promised.follow(written, before, items);
    before = new TreeMap<>(items);
    written.clear();
  }
}
