package dev.sluice.summary;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row as it goes into the table, whole.
 *
 * @param order by what it is told whether this row stays or another of its key
 */
record Row(Map<String, AttributeValue> item, RowOrder order) {
  RowKey key() {
    return new RowKey(value(RowNames.PK).s(), value(RowNames.SK).s());
  }

  Position position() {
    return Position.of(item);
  }

  String contentHash() {
    return value(RowNames.CONTENT_HASH).s();
  }

  /** On how many items it rests; 0 where it does not say. */
  long items() {
    return order.items(item);
  }

  /** An attribute that this row is known to have. */
  AttributeValue value(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a row without " + name);
    }
    return value;
  }
}
