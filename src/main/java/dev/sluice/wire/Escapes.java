package dev.sluice.wire;

import java.util.Arrays;

/** Resolves the escapes of one JSON string. */
final class Escapes {
  /** The number of digits after {@code \\u}. */
  private static final int DIGITS = 4;

  private final byte[] bytes;
  private final int to;
  private final byte[] utf8;
  private int at;
  private int length;

  private Escapes(byte[] bytes, int from, int to, byte[] utf8, int offset) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.utf8 = utf8;
    this.length = offset;
  }

  /**
   * Returns the position after the escape that begins at a backslash.
   *
   * @throws WireException if JSON has no such escape
   */
  static int skip(byte[] bytes, int backslash, int end) {
    int at = backslash + 2;
    if (at > end) {
      throw new WireException("escape cut off", backslash);
    }
    if (bytes[backslash + 1] != 'u') {
      single(bytes[backslash + 1], backslash);
      return at;
    }
    if (at + DIGITS > end) {
      throw new WireException("escape cut off", backslash);
    }
    unit(bytes, at);
    return at + DIGITS;
  }

  /**
   * Returns the string between the quotes as UTF-8 with its escapes resolved. All of them must have been {@linkplain
   * #skip skipped} before.
   *
   * @param escapes the number of escapes
   * @throws UnreadableItemException if half a surrogate pair stands alone, which is not text
   */
  static byte[] resolve(byte[] bytes, int from, int to, int escapes) {
    // an escape is at least one byte longer than the character it stands for
    byte[] utf8 = new byte[to - from - escapes];
    int length = resolve(bytes, from, to, utf8, 0);
    return length == utf8.length ? utf8 : Arrays.copyOf(utf8, length);
  }

  /**
   * Writes the string to an array, which has as much room as the string has bytes. Returns the number of bytes written.
   *
   * @throws UnreadableItemException if half a surrogate pair stands alone, which is not text
   */
  static int resolve(byte[] bytes, int from, int to, byte[] utf8, int offset) {
    Escapes escapes = new Escapes(bytes, from, to, utf8, offset);
    escapes.resolve();
    return escapes.length - offset;
  }

  private void resolve() {
    while (at < to) {
      int plain = at;
      skipPlain();
      System.arraycopy(bytes, plain, utf8, length, at - plain);
      length += at - plain;
      if (at < to) {
        escape();
      }
    }
  }

  private void skipPlain() {
    for (; at + 8 <= to; at += 8) {
      long backslashes = Swar.are('\\', Swar.at(bytes, at));
      if (backslashes != 0) {
        at += Swar.before(backslashes);
        return;
      }
    }
    while (at < to && bytes[at] != '\\') {
      at++;
    }
  }

  private void escape() {
    int escape = bytes[at + 1];
    at += 2;
    if (escape == 'u') {
      add(codePoint());
    } else {
      utf8[length++] = single(escape, at);
    }
  }

  private static byte single(int escape, int position) {
    return switch (escape) {
      case '"', '\\', '/' -> (byte) escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw new WireException("unknown escape", position);
    };
  }

  /** Reads the code point after {@code \\u}: four digits, or a pair of surrogates with {@code \\u} between them. */
  private int codePoint() {
    char first = unit();
    if (!Character.isSurrogate(first)) {
      return first;
    }
    boolean pair = at + 2 <= to && bytes[at] == '\\' && bytes[at + 1] == 'u';
    if (pair && Character.isHighSurrogate(first)) {
      at += 2;
      char second = unit();
      if (Character.isLowSurrogate(second)) {
        return Character.toCodePoint(first, second);
      }
    }
    throw new UnreadableItemException("no text: half a surrogate pair alone");
  }

  private char unit() {
    char unit = unit(bytes, at);
    at += DIGITS;
    return unit;
  }

  private static char unit(byte[] bytes, int at) {
    int unit = 0;
    for (int i = at; i < at + DIGITS; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw new WireException("no hexadecimal digit", i);
      }
      unit = (unit << 4) | digit;
    }
    return (char) unit;
  }

  private void add(int codePoint) {
    if (codePoint < 0x80) {
      utf8[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      utf8[length++] = (byte) (0xC0 | (codePoint >> 6));
      addTail(codePoint);
    } else {
      if (codePoint < 0x10000) {
        utf8[length++] = (byte) (0xE0 | (codePoint >> 12));
      } else {
        utf8[length++] = (byte) (0xF0 | (codePoint >> 18));
        addTail(codePoint >> 12);
      }
      addTail(codePoint >> 6);
      addTail(codePoint);
    }
  }

  private void addTail(int bits) {
    utf8[length++] = (byte) (0x80 | (bits & 0x3F));
  }
}
