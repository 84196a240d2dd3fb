package dev.sluice.summary;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A complete row as it is written into the table.
 *
 * @param order the order that decides between this row and another of its key
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

  /** Returns the number of items that the row rests on; 0 if the row does not say. */
  long items() {
    return order.items(item);
  }

  /** Returns an attribute that this row must have. */
  AttributeValue value(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a row without " + name);
    }
    return value;
  }
}
