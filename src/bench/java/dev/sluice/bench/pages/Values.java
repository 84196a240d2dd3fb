package dev.sluice.bench.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values, and the chance that they come from. */
final class Values {
  private static final String HEX = "0123456789abcdef";

  private Values() {}

  static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  /** A number as DynamoDB writes it: no zeros at its end, no exponent. */
  static AttributeValue number(long unscaled, int scale) {
    return AttributeValue.fromN(decimal(unscaled, scale));
  }

  static AttributeValue map(Map<String, AttributeValue> members) {
    return AttributeValue.fromM(members);
  }

  static AttributeValue list(List<AttributeValue> elements) {
    return AttributeValue.fromL(elements);
  }

  static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
  }

  static long between(Random random, long low, long high) {
    return low + (long) (random.nextDouble() * (high - low + 1));
  }

  static String oneOf(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** In the form of a random UUID. */
  static String uuid(Random random) {
    StringBuilder id = new StringBuilder(36);
    for (int i = 0; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      id.append(dash ? '-' : HEX.charAt(random.nextInt(HEX.length())));
    }
    return id.toString();
  }
}
