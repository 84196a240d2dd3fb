package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import dev.sluice.source.RandomItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Random writes to a log of events: inserts, replacements, late labels, deletions, also of items whose TTL has passed,
 * attributes that are new or of another type than before. Knows what the table is.
 */
final class NightWrites {
  private static final int IDS = 30;
  private static final long DAY = 86_400L;

  private final ExportingServers servers;
  private final String table;
  private final Random random;
  private final RandomItems odd;
  private final long now;
  private final boolean isStreamed;
  private final @Nullable NightLabels labels;
  private final Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
  private final Set<String> written = new HashSet<>();

  /**
   * Begins without items.
   *
   * @param now in seconds since the epoch: items have expired long before, or will long after
   * @param labels the table of labels; null: they are attributes of the event
   */
  NightWrites(NightSource source, Random random, long now, @Nullable NightLabels labels) {
    this.servers = source.servers();
    this.table = source.table();
    this.isStreamed = source instanceof StreamedNights;
    this.random = random;
    this.odd = new RandomItems(random.nextLong());
    this.now = now;
    this.labels = labels;
  }

  /** Returns the items by their id. */
  Map<String, Map<String, AttributeValue>> items() {
    return new TreeMap<>(items);
  }

  /** Returns the ids that have been written since this was asked last. */
  Set<String> written() {
    Set<String> ids = new HashSet<>(written);
    written.clear();
    return ids;
  }

  /**
   * Writes.
   *
   * @param last the last day of November 2026 that events have
   */
  void some(int writes, int last) {
    for (int write = 0; write < writes; write++) {
      String id = "i" + random.nextInt(IDS);
      boolean exists = items.containsKey(id);
      switch (random.nextInt(exists ? 8 : 2)) {
        case 0, 1, 2, 3 -> put(item(id, last));
        case 4, 5 -> remove(id);
        default -> label(id, last);
      }
    }
  }

  private void put(Map<String, AttributeValue> item) {
    servers.put(table, item);
    note(item.get("id").s(), item);
  }

  private void remove(String id) {
    servers.dynamoDb.deleteItem(r -> r.tableName(table).key(key(id)));
    items.remove(id);
    written.add(id);
  }

  /** Writes the label alone, as whoever labels does. */
  private void label(String id, int last) {
    if (labels != null) {
      labels.write(id, random.nextInt(3) == 0 ? number() : word(), time(last));
      return;
    }
    Map<String, AttributeValue> item = new HashMap<>(items.get(id));
    label(item, last);
    servers.dynamoDb.updateItem(r -> r.tableName(table)
        .key(key(id))
        .updateExpression("SET label = :label, labeledAt = :at")
        .expressionAttributeValues(
            Map.of(":label", item.get("label"), ":at", item.get("labeledAt"))));
    note(id, item);
  }

  private void note(String id, Map<String, AttributeValue> item) {
    items.put(id, item);
    written.add(id);
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private Map<String, AttributeValue> item(String id, int last) {
    boolean isNumeric = random.nextInt(3) == 0;
    Map<String, AttributeValue> item = new HashMap<>(key(id));
    // no numbers: their windows would be in 1970, and rows of those have expired
    item.put("at", random.nextInt(20) == 0 ? word() : AttributeValue.fromS(time(last)));
    if (random.nextInt(20) > 0) {
      // no other names: a model's kind of target is known by these
      item.put("model", AttributeValue.fromS(isNumeric ? "price" : "digits"));
    }
    mostly(item, "version", AttributeValue.fromS("v" + (1 + random.nextInt(2))));
    mostly(item, "latencyMs", AttributeValue.fromN("" + random.nextInt(4_000) / 8.0));
    mostly(item, "prediction", isNumeric ? number() : word());
    if (random.nextInt(4) == 0 && labels == null) {
      label(item, last);
    }
    if (random.nextInt(10) == 0) {
      item.put("errorMessage", AttributeValue.fromS("timed out"));
    }
    if (random.nextInt(3) > 0) {
      long expires = random.nextInt(3) == 0 ? now - 30 * DAY : now + 300 * DAY;
      item.put("expires", AttributeValue.fromN(Long.toString(expires)));
    }
    some(item);
    return item;
  }

  /** Adds attributes of all types, of which the log has had some before. */
  private void some(Map<String, AttributeValue> item) {
    List<Map.Entry<String, AttributeValue>> all =
        new ArrayList<>(odd.item(key(item.get("id").s())).entrySet());
    // an empty map is {} in DynamoDB Local's streams, without its type
    all.removeIf(one -> isStreamed && hasEmptyMap(one.getValue()));
    for (int more = random.nextInt(3); more > 0; more--) {
      Map.Entry<String, AttributeValue> one = all.get(random.nextInt(all.size()));
      item.putIfAbsent(one.getKey(), one.getValue());
    }
  }

  private static boolean hasEmptyMap(AttributeValue value) {
    return (value.hasL() && value.l().stream().anyMatch(NightWrites::hasEmptyMap))
        || (value.hasM()
            && (value.m().isEmpty()
                || value.m().values().stream().anyMatch(NightWrites::hasEmptyMap)));
  }

  /** Adds an attribute as it should be; now and then none, or a value that does not fit what reads it. */
  private void mostly(Map<String, AttributeValue> item, String name, AttributeValue value) {
    switch (random.nextInt(30)) {
      case 0 -> {}
      case 1 -> item.put(name, AttributeValue.fromNul(true));
      case 2 -> item.put(name, number());
      case 3 -> item.put(name, word());
      case 4 -> item.put(name, AttributeValue.fromM(Map.of("in", number())));
      default -> item.put(name, value);
    }
  }

  private void label(Map<String, AttributeValue> item, int last) {
    AttributeValue prediction = item.get("prediction");
    boolean isNumeric = prediction != null && prediction.n() != null;
    item.put("label", isNumeric ? number() : word());
    item.put("labeledAt", AttributeValue.fromS(time(last)));
  }

  private AttributeValue number() {
    return AttributeValue.fromN("" + random.nextInt(400) / 4.0);
  }

  private AttributeValue word() {
    return AttributeValue.fromS("class " + random.nextInt(3));
  }

  private String time(int last) {
    return "2026-11-%02dT%02d:%02d:00Z"
        .formatted(1 + random.nextInt(last), random.nextInt(24), 30 * random.nextInt(2));
  }
}
