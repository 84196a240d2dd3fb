package dev.sluice.wire;

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

  private static final WireType[] VALUES = values();

  static WireType of(byte[] bytes, int from, int to) {
    for (WireType type : VALUES) {
      if (is(bytes, from, to, type.name())) {
        return type;
      }
    }
    throw new UnreadableItem("unknown type tag " + Wire.text(bytes, from, to));
  }

  private static boolean is(byte[] bytes, int from, int to, String tag) {
    if (to - from != tag.length()) {
      return false;
    }
    for (int i = 0; i < tag.length(); i++) {
      if (bytes[from + i] != tag.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
