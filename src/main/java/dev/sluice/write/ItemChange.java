package dev.sluice.write;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of one item.
 *
 * @param item the attributes to write, those of the key included; to delete an item, its key
 * @param removed attributes to remove by an update; disjoint from {@code item}
 * @param row the values that a condition may refer to, by column
 */
public record ItemChange(
    Map<String, AttributeValue> item, Set<String> removed, Map<String, AttributeValue> row) {
  /** Returns the change that puts or deletes an item, without a condition. */
  public static ItemChange of(Map<String, AttributeValue> item) {
    return new ItemChange(item, Set.of(), Map.of());
  }

  /** Returns the attributes besides the key. */
  Map<String, AttributeValue> without(Set<String> key) {
    Map<String, AttributeValue> others = new HashMap<>(item);
    others.keySet().removeAll(key);
    return others;
  }

  /** Returns the key's attributes. */
  Map<String, AttributeValue> key(Set<String> key) {
    Map<String, AttributeValue> attributes = new HashMap<>(item);
    attributes.keySet().retainAll(key);
    return attributes;
  }
}
