package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import org.jspecify.annotations.Nullable;

/** Decodes one attribute's value, {@code {"S":"…"}}, for a column of a certain type; what does not fit overflows. */
abstract class ValueDecoder {
  private final AttributeType type;

  ValueDecoder(AttributeType type) {
    this.type = type;
  }

  /** The value as Spark holds it; null where it went to the overflow instead. */
  final @Nullable Object decode(DynamoJsonReader in, Overflow overflow) {
    int start = in.position();
    if (in.beginValue() == type) {
      int before = overflow.size();
      Object value = read(in, overflow);
      if (value != null && !overflow.isFull()) {
        in.endValue();
        return value;
      }
      overflow.truncate(before);
    }
    in.rewind(start);
    ItemCheck.value(in);
    overflow.add(in, start);
    return null;
  }

  /** Reads what stands behind the type's tag; null where the column cannot hold it. */
  abstract @Nullable Object read(DynamoJsonReader in, Overflow overflow);
}
