package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeState.Item;
import dev.sluice.source.Reassembled;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows that an Iceberg table is to have: those of the items, and those of deleted ones that stay.
 *
 * @param ttl what becomes of the rows of items whose TTL had passed
 * @param unknown what becomes of the rows of other deleted items
 * @param now in seconds since the epoch
 */
record PromisedRows(
    Action ttl,
    Action unknown,
    long now,
    Map<String, Map<String, AttributeValue>> rows,
    Set<String> marked) {
  PromisedRows(Action ttl, Action unknown, long now) {
    this(ttl, unknown, now, new TreeMap<>(), new TreeSet<>());
  }

  /**
   * Follows the writes between two points in time.
   *
   * @param written the ids of the items that were written
   */
  void follow(
      Set<String> written,
      Map<String, Map<String, AttributeValue>> before,
      Map<String, Map<String, AttributeValue>> after) {
    for (String id : written) {
      if (after.containsKey(id)) {
        rows.put(id, after.get(id));
        marked.remove(id);
      } else if (before.containsKey(id)) {
        deleted(id, hasExpired(before.get(id)) ? ttl : unknown);
      }
    }
  }

  private void deleted(String id, Action action) {
    switch (action) {
      case REMOVE -> rows.remove(id);
      case MARK -> marked.add(id);
      case KEEP -> {}
    }
  }

  private boolean hasExpired(Map<String, AttributeValue> item) {
    @Nullable AttributeValue expires = item.get("expires");
    return expires != null && expires.n() != null && Long.parseLong(expires.n()) < now;
  }

  /** Returns the items that figures have: those that are not marked. */
  Map<String, Map<String, AttributeValue>> living() {
    Map<String, Map<String, AttributeValue>> living = new HashMap<>(rows);
    living.keySet().removeAll(marked);
    return living;
  }

  /**
   * Returns the rows as a table has them.
   *
   * @param table says when items were deleted whose rows are marked, which no client of DynamoDB learns
   */
  Map<String, Item> states(LakeState table) {
    Map<String, Item> states = new TreeMap<>();
    rows.forEach((id, item) -> {
      @Nullable Item there = table.rows().get(id);
      @Nullable Instant at = there == null ? null : there.deletedAt();
      Instant deleted = at == null ? Instant.MIN : at;
      states.put(id, new Item(Reassembled.of(item), marked.contains(id) ? deleted : null));
    });
    return states;
  }
}
