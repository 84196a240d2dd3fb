package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import org.jspecify.annotations.Nullable;

/** Decodes an attribute value, {@code {"S":"…"}}, for a column of one type. A value that does not fit overflows. */
abstract class ValueDecoder {
  private final AttributeType type;

  ValueDecoder(AttributeType type) {
    this.type = type;
  }

  /** Returns the next value in Spark's form; null if it went to the overflow. */
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

  /** Reads the content after the type tag. Returns null if the column cannot hold it. */
  abstract @Nullable Object read(DynamoJsonReader in, Overflow overflow);
}
