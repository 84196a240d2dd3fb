package dev.sluice.export;

import dev.sluice.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Reads tokens of a line of Ion text, and writes them as JSON. What it does not know is another form. Not thread-safe. */
final class IonScanner {
  private static final int HEX_RADIX = 16;

  /** The characters that base64 has for three bytes. */
  private static final int QUANTUM = 4;

  private static final Set<String> KEYWORDS = Set.of("null", "true", "false", "nan");

  private final JsonBytes out;
  private byte[] bytes = {};
  private int at;
  private int end;

  /** @param out receives JSON */
  IonScanner(JsonBytes out) {
    this.out = out;
  }

  void begin(byte[] line, int from, int to) {
    bytes = line;
    at = from;
    end = to;
  }

  /** Returns the next byte, which remains the next one. */
  byte peek() throws OtherFormException {
    return peek(0);
  }

  private byte peek(int after) throws OtherFormException {
    if (at + after >= end) {
      throw new OtherFormException();
    }
    return bytes[at + after];
  }

  /** Reads a character if it comes next. Returns whether it did. */
  boolean skip(char ascii) throws OtherFormException {
    boolean found = peek() == ascii;
    at += found ? 1 : 0;
    return found;
  }

  void expect(char ascii) throws OtherFormException {
    if (!skip(ascii)) {
      throw new OtherFormException();
    }
  }

  void expect(byte[] word) throws OtherFormException {
    for (byte b : word) {
      expect((char) b);
    }
  }

  void expectEnd() throws OtherFormException {
    if (at != end) {
      throw new OtherFormException();
    }
  }

  boolean isBlob() throws OtherFormException {
    return peek() == '{' && peek(1) == '{';
  }

  /** Reads a member's name. */
  void name() throws OtherFormException {
    byte first = peek();
    if (first == '"' || first == '\'') {
      string((char) first);
    } else {
      symbol();
    }
  }

  private void symbol() throws OtherFormException {
    int from = at;
    while (Character.isLetterOrDigit(ascii(peek())) || peek() == '_') {
      at++;
    }
    String name = text(from);
    boolean isName = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    if (!isName || KEYWORDS.contains(name)) {
      throw new OtherFormException();
    }
    out.write('"');
    out.write(bytes, from, at);
    out.write('"');
  }

  private static char ascii(byte b) {
    return b < 0 ? 0 : (char) b;
  }

  private String text(int from) {
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /** Reads a decimal or a whole number. */
  void number() throws OtherFormException {
    int from = at;
    while (IonNumber.isPart(peek())) {
      at++;
    }
    if (!IonNumber.copy(bytes, from, at, out)) {
      out.ascii("\"" + IonNumber.text(text(from)) + "\"");
    }
  }

  /** Reads a blob in double braces. */
  void blob() throws OtherFormException {
    expect('{');
    expect('{');
    int from = at;
    while (isBase64(ascii(peek()))) {
      at++;
    }
    int padding = at;
    while (skip('=')) {
      // the last bytes of a quantum
    }
    if ((at - from) % QUANTUM != 0 || (padding < at && !isCanonical())) {
      throw new OtherFormException();
    }
    out.write('"');
    out.write(bytes, from, at);
    out.write('"');
    expect('}');
    expect('}');
  }

  /** Returns whether the four characters that end here are what an encoder writes. */
  private boolean isCanonical() {
    byte[] last = Arrays.copyOfRange(bytes, at - QUANTUM, at);
    try {
      return Arrays.equals(last, Base64.getEncoder().encode(Base64.getDecoder().decode(last)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isBase64(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '+'
        || c == '/';
  }

  /** Reads a string, or a name in single quotes. */
  void string(char quote) throws OtherFormException {
    expect(quote);
    out.write('"');
    while (!plain(quote)) {
      if (bytes[at] == '"') {
        out.write('\\');
        out.write('"');
        at++;
      } else {
        escape();
      }
    }
    at++;
    out.write('"');
  }

  /** Reads up to a quote or a backslash. Returns whether it is the quote that ends the string. */
  private boolean plain(char quote) throws OtherFormException {
    int from = at;
    byte next = peek();
    while (next != '"' && next != quote && next != '\\') {
      if (next >= 0 && next < ' ') {
        throw new OtherFormException();
      }
      at++;
      next = peek();
    }
    out.write(bytes, from, at);
    return next == quote;
  }

  private void escape() throws OtherFormException {
    at++;
    char escaped = ascii(peek());
    at++;
    switch (escaped) {
      case 'n', 't', 'r', 'b', 'f', '\\', '"', '/' -> {
        out.write('\\');
        out.write(escaped);
      }
      case '\'' -> out.write('\'');
      case 'x' -> out.escape(hex(2));
      case 'u' -> out.escape(notSurrogate(hex(4)));
      default -> throw new OtherFormException();
    }
  }

  private char hex(int digits) throws OtherFormException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(ascii(peek()), HEX_RADIX);
      if (digit < 0) {
        throw new OtherFormException();
      }
      value = value * HEX_RADIX + digit;
      at++;
    }
    return (char) value;
  }

  private static char notSurrogate(char c) throws OtherFormException {
    if (Character.isSurrogate(c)) {
      throw new OtherFormException();
    }
    return c;
  }
}
