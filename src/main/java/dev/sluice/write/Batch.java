package dev.sluice.write;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What one BatchWriteItem takes. Of items with the same key the last is kept, since DynamoDB refuses duplicates. */
final class Batch {
  /** DynamoDB's own limit. */
  private static final int ITEMS = 25;

  /** So small that it stays below DynamoDB's 16 MB even where JSON makes six bytes of one. */
  private static final long BYTES = 2 << 20;

  private static final long UNIT = 1024;

  private final double maxUnits;
  private final Map<List<Object>, Sized> items = new LinkedHashMap<>();

  private record Sized(Map<String, AttributeValue> item, long bytes) {
    long units() {
      return (bytes + UNIT - 1) / UNIT;
    }
  }

  /**
   * @param maxUnits it is full at so many write units, but holds one item in any case
   */
  Batch(double maxUnits) {
    this.maxUnits = maxUnits;
  }

  /** Adds an item; the one with the same key is replaced. */
  void put(List<Object> key, Map<String, AttributeValue> item, long bytes) {
    items.put(key, new Sized(item, bytes));
  }

  /** Whether another item of this size still goes in. */
  boolean takes(List<Object> key, long bytes) {
    if (items.isEmpty() || items.containsKey(key)) {
      return true;
    }
    long units = items.values().stream().mapToLong(Sized::units).sum();
    long size = items.values().stream().mapToLong(Sized::bytes).sum();
    return items.size() < ITEMS
        && size + bytes <= BYTES
        && units + (bytes + UNIT - 1) / UNIT <= maxUnits;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Whether both have an item with the same key; then one must wait for the other. */
  boolean overlaps(Batch other) {
    return !Collections.disjoint(items.keySet(), other.items.keySet());
  }

  Collection<Map<String, AttributeValue>> items() {
    return items.values().stream().map(Sized::item).toList();
  }
}
