package dev.sluice.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes the values of a column, or those inside of it, of a certain type. */
abstract class ValueEncoder {
  /**
   * The value for one place of the item; null where neither the column nor the overflow has one.
   *
   * @param from the row, struct or array that the value stands in
   * @param overlay what the overflow has for this place
   */
  final @Nullable AttributeValue encode(SpecializedGetters from, int ordinal, Overlay overlay) {
    if (from.isNullAt(ordinal)) {
      return overlay.value();
    }
    overlay.refuseValue();
    return read(from, ordinal, overlay);
  }

  /** Likewise where there must be a value: NULL where there is none. */
  final AttributeValue encodeOrNull(SpecializedGetters from, int ordinal, Overlay overlay) {
    AttributeValue value = encode(from, ordinal, overlay);
    return value == null ? AttributeValue.fromNul(true) : value;
  }

  /** The value, which is not null. */
  abstract AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay);
}
