package dev.sluice.pushdown;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's order of key values: numbers by value, text by its UTF-8 bytes, binaries by unsigned bytes. */
final class KeyOrder {
  private KeyOrder() {}

  /** Of two values of one type, S, N or B. */
  static int compare(AttributeValue a, AttributeValue b) {
    return a.n() != null
        ? new BigDecimal(a.n()).compareTo(new BigDecimal(b.n()))
        : Arrays.compareUnsigned(bytes(a), bytes(b));
  }

  private static byte[] bytes(AttributeValue value) {
    return value.s() == null
        ? value.b().asByteArrayUnsafe()
        : value.s().getBytes(StandardCharsets.UTF_8);
  }
}
