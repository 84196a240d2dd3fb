package dev.sluice.wire;

/** Reads JSON's own numbers. Items contain none, but the rest of a response does. One instance reads one number. */
final class JsonNumber {
  private final byte[] bytes;
  private final int end;
  private int at;

  private JsonNumber(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /**
   * Returns the position after the number that begins here.
   *
   * @throws WireException if there is no number
   */
  static int skip(byte[] bytes, int at, int end) {
    return new JsonNumber(bytes, at, end).skip();
  }

  private int skip() {
    skipIf('-');
    if (!skipIf('0')) {
      skipDigits();
    }
    if (skipIf('.')) {
      skipDigits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('-')) {
        skipIf('+');
      }
      skipDigits();
    }
    return at;
  }

  private void skipDigits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw new WireException("a value is missing", at);
    }
  }

  private boolean skipIf(char wanted) {
    boolean there = at < end && bytes[at] == wanted;
    at += there ? 1 : 0;
    return there;
  }
}
