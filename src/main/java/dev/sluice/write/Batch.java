package dev.sluice.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final double maxUnits;
  private final UnitEstimate estimate;
  private final Map<List<Object>, Sized> items = new LinkedHashMap<>();

  private record Sized(Map<String, AttributeValue> item, long bytes) {}

  /**
   * Creates an empty batch.
   *
   * @param maxUnits write units at which the batch is full; it accepts at least one item. If there is a limit and
   *     nothing is known yet of what an item costs, it accepts only one
   */
  Batch(double maxUnits, UnitEstimate estimate) {
    this.maxUnits = maxUnits;
    this.estimate = estimate;
  }

  /** Adds an item, or replaces the one with the same key. */
  void add(List<Object> key, Map<String, AttributeValue> item, long bytes) {
    items.put(key, new Sized(item, bytes));
  }

  /** Returns whether an item of this size can be added. */
  boolean takes(List<Object> key, long bytes) {
    if (items.isEmpty() || items.containsKey(key)) {
      return true;
    }
    long size = items.values().stream().mapToLong(Sized::bytes).sum();
    return items.size() < MAX_ITEMS && size + bytes <= MAX_BYTES && isWithinUnits(bytes);
  }

  private boolean isWithinUnits(long bytes) {
    return maxUnits == Double.POSITIVE_INFINITY
        || (estimate.isKnown() && expectedUnits() + estimate.of(bytes) <= maxUnits);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  Set<List<Object>> keys() {
    return items.keySet();
  }

  /** Returns the write units of the items' own sizes. */
  double ownUnits() {
    return items.values().stream()
        .mapToDouble(item -> UnitEstimate.units(item.bytes))
        .sum();
  }

  /** Returns the write units that the batch is expected to cost. */
  double expectedUnits() {
    return items.values().stream().mapToDouble(item -> estimate.of(item.bytes)).sum();
  }

  List<Map<String, AttributeValue>> items() {
    return items.values().stream().map(Sized::item).toList();
  }
}
