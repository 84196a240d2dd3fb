package dev.sluice.wire;

import dev.sluice.failure.Printable;
import org.jspecify.annotations.Nullable;

/** The type tags of DynamoDB JSON. */
public enum WireType {
  S,
  N,
  BOOL,
  NULL,
  B,
  M,
  L,
  SS,
  NS,
  BS;

  /** Tags have one, two or four letters; a switch on them costs least where every value has one. */
  static WireType of(byte[] bytes, int from, int to) {
    WireType type =
        switch (to - from) {
          case 1 -> ofOne(bytes[from]);
          case 2 -> bytes[from + 1] == 'S' ? setOf(bytes[from]) : null;
          case 4 -> ofFour(bytes, from);
          default -> null;
        };
    if (type == null) {
      throw new UnreadableItemException(
          "unknown type tag " + Printable.brief(DynamoJsonReader.text(bytes, from, to)));
    }
    return type;
  }

  static @Nullable WireType ofOne(byte tag) {
    return switch (tag) {
      case 'S' -> S;
      case 'N' -> N;
      case 'B' -> B;
      case 'M' -> M;
      case 'L' -> L;
      default -> null;
    };
  }

  private static @Nullable WireType setOf(byte element) {
    return switch (element) {
      case 'S' -> SS;
      case 'N' -> NS;
      case 'B' -> BS;
      default -> null;
    };
  }

  private static @Nullable WireType ofFour(byte[] bytes, int from) {
    if (is("BOOL", bytes, from)) {
      return BOOL;
    }
    return is("NULL", bytes, from) ? NULL : null;
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
