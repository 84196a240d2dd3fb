package dev.sluice.write;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of one BatchWriteItem. Of several items with the same key only the last is kept, because DynamoDB refuses
 * duplicates.
 */
final class Batch {
  /** DynamoDB's limit on the items of a batch. */
  private static final int MAX_ITEMS = 25;

  /** The largest size of a batch in bytes. It stays below DynamoDB's 16 MB even if JSON escapes every byte as six. */
  private static final long MAX_BYTES = 2 << 20;

  /** The bytes of a write unit. */
  private static final long UNIT_BYTES = 1024;

  private final double maxUnits;
  private final Map<List<Object>, Sized> items = new LinkedHashMap<>();

  private record Sized(Map<String, AttributeValue> item, long bytes) {
    long units() {
      return (bytes + UNIT_BYTES - 1) / UNIT_BYTES;
    }
  }

  /**
   * Creates an empty batch.
   *
   * @param maxUnits write units at which the batch is full; it accepts at least one item
   */
  Batch(double maxUnits) {
    this.maxUnits = maxUnits;
  }

  /** Adds an item, or replaces the one with the same key. */
  void put(List<Object> key, Map<String, AttributeValue> item, long bytes) {
    items.put(key, new Sized(item, bytes));
  }

  /** Returns whether an item of this size can be added. */
  boolean takes(List<Object> key, long bytes) {
    if (items.isEmpty() || items.containsKey(key)) {
      return true;
    }
    long units = items.values().stream().mapToLong(Sized::units).sum();
    long size = items.values().stream().mapToLong(Sized::bytes).sum();
    return items.size() < MAX_ITEMS
        && size + bytes <= MAX_BYTES
        && units + (bytes + UNIT_BYTES - 1) / UNIT_BYTES <= maxUnits;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Returns whether two batches contain an item with the same key, so that one must wait for the other. */
  boolean overlaps(Batch other) {
    return !Collections.disjoint(items.keySet(), other.items.keySet());
  }

  Collection<Map<String, AttributeValue>> items() {
    return items.values().stream().map(Sized::item).toList();
  }
}
