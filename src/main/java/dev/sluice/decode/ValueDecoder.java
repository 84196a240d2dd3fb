package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;

/**
 * Decodes an attribute value, {@code {"S":"…"}}, into the vector of a column of one type. A value that does not fit
 * overflows.
 */
abstract class ValueDecoder {
  private final AttributeType type;
  private final String tag;
  /** The values of the column. */
  final ItemVector values;

  ValueDecoder(AttributeType type, ItemVector values) {
    this.type = type;
    this.tag = "{\"" + type + "\":";
    this.values = values;
  }

  /** Returns the beginning of a value of the column's type, {@code {"S":}. */
  final String tag() {
    return tag;
  }

  /** Decodes the next value into an index that is null. It stays null if the value goes to the overflow. */
  final void decode(DynamoJsonReader in, Overflow overflow, int index) {
    int start = in.position();
    if (in.beginValue() == type) {
      decode(in, overflow, index, start);
    } else {
      overflow(in, overflow, start);
    }
  }

  /** Decodes as {@link #decode}; the cursor is after the {@link #tag}. */
  final void decodeContent(DynamoJsonReader in, Overflow overflow, int index) {
    decode(in, overflow, index, in.position() - tag.length());
  }

  private void decode(DynamoJsonReader in, Overflow overflow, int index, int start) {
    int before = overflow.size();
    if (read(in, overflow, index) && !overflow.isFull()) {
      in.endValue();
    } else {
      overflow.truncate(before);
      values.putNull(index);
      overflow(in, overflow, start);
    }
  }

  private static void overflow(DynamoJsonReader in, Overflow overflow, int start) {
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
