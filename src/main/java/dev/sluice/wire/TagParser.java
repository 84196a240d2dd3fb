package dev.sluice.wire;

import dev.sluice.failure.Printable;
import dev.sluice.item.AttributeType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the type tags of DynamoDB JSON. */
final class TagParser {
  private TagParser() {}

  /**
   * Returns the type named by the bytes between a tag's quotes. Tags have one, two or four letters. A switch is the
   * cheapest parser, and every value has a tag.
   *
   * @throws UnreadableItemException if DynamoDB has no such type
   */
  static AttributeType of(byte[] bytes, int from, int to) {
    AttributeType type =
        switch (to - from) {
          case 1 -> ofOne(bytes[from]);
          case 2 -> bytes[from + 1] == 'S' ? setOf(bytes[from]) : null;
          case 4 -> ofFour(bytes, from);
          default -> null;
        };
    if (type == null) {
      throw new UnreadableItemException("unknown type tag "
          + Printable.brief(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }
    return type;
  }

  /** Returns the type with this one-letter tag; null if there is none. */
  static @Nullable AttributeType ofOne(byte tag) {
    return switch (tag) {
      case 'S' -> AttributeType.S;
      case 'N' -> AttributeType.N;
      case 'B' -> AttributeType.B;
      case 'M' -> AttributeType.M;
      case 'L' -> AttributeType.L;
      default -> null;
    };
  }

  private static @Nullable AttributeType setOf(byte element) {
    return switch (element) {
      case 'S' -> AttributeType.SS;
      case 'N' -> AttributeType.NS;
      case 'B' -> AttributeType.BS;
      default -> null;
    };
  }

  private static @Nullable AttributeType ofFour(byte[] bytes, int from) {
    if (is("BOOL", bytes, from)) {
      return AttributeType.BOOL;
    }
    return is("NULL", bytes, from) ? AttributeType.NULL : null;
  }

  private static boolean is(String tag, byte[] bytes, int from) {
    for (int i = 0; i < tag.length(); i++) {
      if (bytes[from + i] != tag.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
