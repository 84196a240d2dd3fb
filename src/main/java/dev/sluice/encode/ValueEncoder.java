package dev.sluice.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes the values of a column, or those inside it, of one type. */
abstract class ValueEncoder {
  /**
   * Returns the value for one path of the item; null if neither the column nor the overflow has one.
   *
   * @param from the row, struct or array that contains the value
   * @param overlay the overflow's values for this path
   */
  final @Nullable AttributeValue encode(SpecializedGetters from, int ordinal, Overlay overlay) {
    if (from.isNullAt(ordinal)) {
      return overlay.value();
    }
    overlay.refuseValue();
    return read(from, ordinal, overlay);
  }

  /** Returns the value for one path of the item; NULL if neither the column nor the overflow has one. */
  final AttributeValue encodeOrNull(SpecializedGetters from, int ordinal, Overlay overlay) {
    AttributeValue value = encode(from, ordinal, overlay);
    return value == null ? AttributeValue.fromNul(true) : value;
  }

  /** Encodes a value that is not null. */
  abstract AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay);
}
