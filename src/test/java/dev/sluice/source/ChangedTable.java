package dev.sluice.source;

import dev.sluice.export.WrittenChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table in memory, with the key {@code id}, that knows what it was at any time. */
public final class ChangedTable {
  private final List<Write> writes = new ArrayList<>();

  /** @param image null: the item was removed */
  private record Write(long micros, String id, @Nullable Map<String, AttributeValue> image) {}

  /** Writes an item, not before any earlier write. */
  public void put(long micros, Map<String, AttributeValue> item) {
    writes.add(new Write(micros, item.get("id").s(), item));
  }

  public void remove(long micros, String id) {
    writes.add(new Write(micros, id, null));
  }

  /** Returns the items just before a time. */
  public Map<String, Map<String, AttributeValue>> before(long micros) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    writes.stream().filter(write -> write.micros < micros).forEach(write -> {
      if (write.image == null) {
        items.remove(write.id);
      } else {
        items.put(write.id, write.image);
      }
    });
    return items;
  }

  /** Returns one net change of each item that was written from a time to before another. */
  public List<WrittenChange> changes(long from, long to) {
    Map<String, Map<String, AttributeValue>> old = before(from);
    Map<String, Map<String, AttributeValue>> now = before(to);
    Map<String, Long> last = new LinkedHashMap<>();
    writes.stream()
        .filter(write -> write.micros >= from && write.micros < to)
        .forEach(write -> last.put(write.id, write.micros));
    return last.entrySet().stream()
        .filter(entry -> old.containsKey(entry.getKey()) || now.containsKey(entry.getKey()))
        .map(entry -> WrittenChange.of(
            entry.getValue(), entry.getKey(), now.get(entry.getKey()), old.get(entry.getKey())))
        .toList();
  }
}
