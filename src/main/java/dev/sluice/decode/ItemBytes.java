package dev.sluice.decode;

import dev.sluice.item.NumberGrammar;
import dev.sluice.wire.DynamoJsonReader;

/**
 * The size of an item by DynamoDB's rules: names and values in UTF-8, three bytes for a list or map and one for each of
 * its members. The size of numbers is estimated: one byte for two digits, and one.
 */
final class ItemBytes {
  private static final int CONTAINER = 3;
  private static final int ELEMENT = 1;

  private ItemBytes() {}

  /** Returns the size of the next item in bytes, including names. */
  static long of(DynamoJsonReader in) {
    return members(in, 0);
  }

  /** @param each bytes in addition for each member */
  private static long members(DynamoJsonReader in, int each) {
    long bytes = 0;
    if (in.open('{')) {
      do {
        in.name();
        bytes += each + length(in) + value(in);
      } while (in.more('}'));
    }
    return bytes;
  }

  private static long value(DynamoJsonReader in) {
    long bytes =
        switch (in.beginValue()) {
          case S -> text(in);
          case N -> number(in);
          case B -> binary(in);
          case BOOL, NULL -> bool(in);
          case M -> CONTAINER + members(in, ELEMENT);
          case L -> CONTAINER + elements(in, each -> ELEMENT + value(each));
          case SS -> elements(in, ItemBytes::text);
          case NS -> elements(in, ItemBytes::number);
          case BS -> elements(in, ItemBytes::binary);
        };
    in.endValue();
    return bytes;
  }

  private interface Element {
    long bytes(DynamoJsonReader in);
  }

  private static long elements(DynamoJsonReader in, Element element) {
    long bytes = 0;
    if (in.open('[')) {
      do {
        bytes += element.bytes(in);
      } while (in.more(']'));
    }
    return bytes;
  }

  private static long text(DynamoJsonReader in) {
    in.string();
    return length(in);
  }

  private static long binary(DynamoJsonReader in) {
    in.string();
    return StringDecoding.base64(in).length;
  }

  private static long bool(DynamoJsonReader in) {
    in.bool();
    return 1;
  }

  private static long number(DynamoJsonReader in) {
    in.string();
    long digits = in.text()
        .chars()
        .takeWhile(c -> c != 'E' && c != 'e')
        .filter(c -> c >= '0' && c <= '9')
        .count();
    return Math.min(digits, NumberGrammar.MAX_DIGITS) / 2 + 1;
  }

  private static long length(DynamoJsonReader in) {
    return in.escaped() ? in.utf8().length : in.to() - in.from();
  }
}
