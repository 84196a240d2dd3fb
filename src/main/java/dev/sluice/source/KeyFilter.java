package dev.sluice.source;

import dev.sluice.item.AttributeType;
import dev.sluice.pushdown.KeyTest;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Evaluates predicates on the keys of items as they arrive. Not thread-safe. */
final class KeyFilter {
  private final KeyTest test;

  KeyFilter(KeyTest test) {
    this.test = test;
  }

  /**
   * Returns whether the predicates are TRUE for the next item. The reader stays before the item. An item without its
   * keys passes: DynamoDB has none.
   */
  boolean passes(DynamoJsonReader in) {
    int start = in.position();
    Map<String, Object> key = key(in);
    in.rewind(start);
    return key.size() < test.types().size() || test.holds(key);
  }

  private Map<String, Object> key(DynamoJsonReader in) {
    Map<String, Object> key = new HashMap<>();
    if (in.open('{')) {
      do {
        in.name();
        String name = in.text();
        if (test.types().containsKey(name)) {
          key.put(name, value(in));
        } else {
          in.skip();
        }
      } while (key.size() < test.types().size() && in.more('}'));
    }
    return key;
  }

  private static Object value(DynamoJsonReader in) {
    AttributeType type = in.beginValue();
    in.string();
    Object value =
        switch (type) {
          case N -> in.number();
          case B -> Base64.getDecoder().decode(in.utf8());
          default -> in.utf8();
        };
    in.endValue();
    return value;
  }
}
