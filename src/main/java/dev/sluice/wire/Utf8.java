package dev.sluice.wire;

/** Checks UTF-8 by the Unicode standard's table of well-formed byte sequences (table 3-7). */
final class Utf8 {
  private Utf8() {}

  /**
   * Checks a range of bytes.
   *
   * @throws WireException if a sequence is cut off, overlong, half a surrogate pair or beyond the last plane
   */
  static void check(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int lead = bytes[at];
      at += lead >= 0 ? 1 : sequence(bytes, at, to, lead & 0xFF);
    }
  }

  /** Returns the length of the sequence that begins here. */
  private static int sequence(byte[] bytes, int at, int to, int lead) {
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to || !isSecond(lead, bytes[at + 1] & 0xFF)) {
      throw new WireException("no UTF-8", at);
    }
    for (int i = at + 2; i < at + length; i++) {
      if (bytes[i] >= (byte) 0xC0) {
        throw new WireException("no UTF-8", i);
      }
    }
    return length;
  }

  /**
   * Checks the second byte. Four lead bytes narrow its range: E0 and F0 exclude overlong forms, ED excludes surrogates,
   * and F4 ends the code space.
   */
  private static boolean isSecond(int lead, int second) {
    int min = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int max = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= min && second <= max;
  }
}
