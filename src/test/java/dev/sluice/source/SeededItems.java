package dev.sluice.source;

import java.io.Serializable;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of every type, each made by its number alone, so that no memory need hold them.
 *
 * @param count their number
 */
record SeededItems(long seed, long count) implements Serializable {
  /** Returns an item, whose key {@code id} ends with its number. */
  Map<String, AttributeValue> item(long number) {
    // of seeds that follow each other java.util.Random makes items that are alike
    long own = new SplittableRandom(seed + number).nextLong();
    return new RandomItems(own).item("item-" + number);
  }

  /** Returns the number of the item with this key. */
  static long number(String id) {
    return Long.parseLong(id.substring("item-".length()));
  }

  /** Returns the number of the first item of a part. */
  long start(int part, int parts) {
    return count * part / parts;
  }

  /** Makes the items of a part. */
  Stream<Map<String, AttributeValue>> part(int part, int parts) {
    return LongStream.range(start(part, parts), start(part + 1, parts)).mapToObj(this::item);
  }
}
