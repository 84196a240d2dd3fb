package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;

/**
 * Decodes an attribute value, {@code {"S":"…"}}, into the vector of a column of one type. A value that does not fit
 * overflows.
 */
abstract class ValueDecoder {
  private final AttributeType type;
  /** The values of the column. */
  final ItemVector values;

  ValueDecoder(AttributeType type, ItemVector values) {
    this.type = type;
    this.values = values;
  }

  /** Decodes the next value into an index that is null. It stays null if the value goes to the overflow. */
  final void decode(DynamoJsonReader in, Overflow overflow, int index) {
    int start = in.position();
    if (in.beginValue() == type) {
      int before = overflow.size();
      if (read(in, overflow, index) && !overflow.isFull()) {
        in.endValue();
        return;
      }
      overflow.truncate(before);
      values.putNull(index);
    }
    in.rewind(start);
    ItemCheck.value(in);
    overflow.add(in, start);
  }

  /**
   * Reads the content after the type tag into an index that is null. Returns false if the column cannot hold it; what is
   * at the index then does not count.
   */
  abstract boolean read(DynamoJsonReader in, Overflow overflow, int index);
}
