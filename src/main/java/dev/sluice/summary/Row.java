package dev.sluice.summary;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row as it goes into the table, whole.
 *
 * @param itemCount the attribute that says on how many items the row's figures rest; null where a row has none and the
 *     newer one wins whatever it rests on
 */
record Row(Map<String, AttributeValue> item, @Nullable String itemCount) {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String AS_OF = "asOf";
  static final String RUN_ID = "runId";
  static final String EXPIRES_AT = "expiresAt";
  static final String CONTENT_HASH = "contentHash";
  static final String SCHEMA_VERSION = "schemaVersion";
  static final String WINDOW_KEY = "windowKey";
  static final String MODEL_KEY = "modelKey";
  /** The {@link Position} of the last run that restated the row: no run before it may change the row any more. */
  static final String RESTATED_BY = "restatedBy";

  RowKey key() {
    return new RowKey(value(PK).s(), value(SK).s());
  }

  Position position() {
    return Position.of(item);
  }

  String contentHash() {
    return value(CONTENT_HASH).s();
  }

  /** An attribute that this row is known to have. */
  AttributeValue value(String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("a row without " + name);
    }
    return value;
  }

  /** On how many items a row of this kind rests; 0 where it does not say. */
  long items(Map<String, AttributeValue> row) {
    AttributeValue count = itemCount == null ? null : row.get(itemCount);
    return count == null || count.n() == null ? 0 : Long.parseLong(count.n());
  }

  Row restatedBy(Position position) {
    Map<String, AttributeValue> marked = new TreeMap<>(item);
    marked.put(RESTATED_BY, AttributeValue.fromS(position.toString()));
    return new Row(marked, itemCount);
  }
}
