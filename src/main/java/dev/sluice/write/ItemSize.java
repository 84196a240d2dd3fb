package dev.sluice.write;

import dev.sluice.item.NumberGrammar;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item by DynamoDB's rules, for its size limit and its write units (1 KB each). The size of numbers is
 * estimated.
 */
public final class ItemSize {
  /** The largest size of an item in bytes. */
  static final long LIMIT = 400 * 1024L;

  private static final int CONTAINER = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  /** Returns the size of an item in bytes, including names. */
  public static long bytes(Map<String, AttributeValue> attributes) {
    return attributes.entrySet().stream()
        .mapToLong(e -> utf8(e.getKey()) + bytes(e.getValue()))
        .sum();
  }

  private static long bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> bytes(value.b());
      case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
      case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
      case BS -> value.bs().stream().mapToLong(ItemSize::bytes).sum();
      case M -> CONTAINER + bytes(value.m()) + (long) ELEMENT * value.m().size();
      case L ->
        CONTAINER + value.l().stream().mapToLong(e -> ELEMENT + bytes(e)).sum();
      case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
    };
  }

  /**
   * Returns one byte per two digits, plus one. This is never more than DynamoDB counts, so no item is refused by
   * mistake.
   */
  private static long number(String text) {
    long digits = text.chars()
        .takeWhile(c -> c != 'E' && c != 'e')
        .filter(c -> c >= '0' && c <= '9')
        .count();
    return Math.min(digits, NumberGrammar.MAX_DIGITS) / 2 + 1;
  }

  private static long bytes(SdkBytes bytes) {
    return bytes.asByteArrayUnsafe().length;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
