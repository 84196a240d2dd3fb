package dev.sluice.bench.pages;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the items of a table, attributes in the order in which they are sent. */
interface ItemMaker {
  /**
   * An item, and what {@link BenchTable#checks} says of it alone.
   *
   * @param checks a whole number for each check
   */
  record Made(Map<String, AttributeValue> item, List<Long> checks) {
    static Made of(Map<String, AttributeValue> item, long... checks) {
      return new Made(item, LongStream.of(checks).boxed().toList());
    }
  }

  /** The next item out of this source of chance. */
  Made make(Random random);
}
