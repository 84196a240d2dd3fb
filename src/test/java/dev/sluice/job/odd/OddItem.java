package dev.sluice.job.odd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An event or a label of which one attribute is odd: has another value, is missing, or stands beside others that nobody
 * knows.
 *
 * @param label whether it is a label
 * @param attribute the odd one
 */
record OddItem(boolean label, String attribute, Map<String, AttributeValue> item) {
  private static final List<String> EVENT = List.of(
      "requestId",
      "timestamp",
      "modelName",
      "modelVersion",
      "prediction",
      "confidence",
      "latencyMs",
      "errorMessage",
      "expires");
  private static final List<String> LABEL = List.of("requestId", "label", "labeledAt");

  /** The names of attributes that {@code wide} items have beside their own. */
  private static final int WIDE = 100;

  /** As large as an item may be, nearly. */
  private static final int MAX_BYTES = 395_000;

  static OddItem of(Random random, int number) {
    boolean label = random.nextInt(4) == 0;
    Map<String, AttributeValue> item =
        new HashMap<>(label ? label(number) : OddTables.event("odd-" + number, number));
    List<String> names = label ? LABEL : EVENT;
    String attribute = names.get(random.nextInt(names.size()));
    switch (random.nextInt(10)) {
      case 0 -> attribute = "none";
      case 1 -> attribute = without(item, attribute, random);
      default -> item.put(attribute, value(attribute, random));
    }
    if (attribute.equals("none")) {
      addNames(item, random);
    }
    return new OddItem(label, attribute, item);
  }

  private static Map<String, AttributeValue> label(int number) {
    return OddTables.label("odd-" + number, number);
  }

  private static AttributeValue value(String attribute, Random random) {
    return attribute.equals("requestId")
        ? AttributeValue.fromS(OddValue.key(random))
        : OddValue.any(random);
  }

  /** An item without its key does not exist. */
  private static String without(Map<String, AttributeValue> item, String attribute, Random random) {
    if (attribute.equals("requestId")) {
      item.put(attribute, value(attribute, random));
    } else {
      item.remove(attribute);
    }
    return attribute;
  }

  private static void addNames(Map<String, AttributeValue> item, Random random) {
    int room = MAX_BYTES;
    for (int left = random.nextInt(4) == 0 ? WIDE : 1; left > 0; left--) {
      String name = OddValue.name(random);
      AttributeValue value = OddValue.any(random);
      room -= 4 * name.length() + 4 * value.toString().length();
      if (room > 0) {
        item.putIfAbsent(name, value);
      }
    }
  }
}
