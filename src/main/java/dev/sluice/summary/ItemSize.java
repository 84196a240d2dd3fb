package dev.sluice.summary;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item's size by DynamoDB's own rules: what its 400 KB limit and its write units (1 KB each) are counted by. */
final class ItemSize {
  private static final int CONTAINER = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  static long bytes(Map<String, AttributeValue> attributes) {
    return attributes.entrySet().stream()
        .mapToLong(e -> utf8(e.getKey()) + bytes(e.getValue()))
        .sum();
  }

  private static long bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(new BigDecimal(value.n()));
      case B -> value.b().asByteArrayUnsafe().length;
      case M -> CONTAINER + bytes(value.m()) + (long) ELEMENT * value.m().size();
      case L ->
        CONTAINER + value.l().stream().mapToLong(e -> ELEMENT + bytes(e)).sum();
      default -> 1;
    };
  }

  /** About a byte for two digits, one for the exponent and one for a sign. */
  private static long number(BigDecimal number) {
    return (number.stripTrailingZeros().precision() + 1L) / 2 + 2;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
