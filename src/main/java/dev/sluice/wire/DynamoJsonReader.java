package dev.sluice.wire;

import dev.sluice.failure.Printable;
import dev.sluice.item.AttributeType;
import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over JSON as DynamoDB sends it. Strict. Reads in place and creates only the objects requested. Not
 * thread-safe.
 *
 * <p>Walk containers as {@code if (in.open('{')) do { in.name(); … } while (in.more('}'));}.
 */
public final class DynamoJsonReader {
  /**
   * The largest number of JSON levels. Items nest 32 deep, with two levels each. Deeper JSON is not DynamoDB's, and
   * would cost stack.
   */
  private static final int MAX_DEPTH = 100;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int from;
  private int to;
  private int escapes;

  public DynamoJsonReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  public DynamoJsonReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Returns the index in the buffer of the byte to read next. */
  public int position() {
    return at;
  }

  /** Moves the cursor back to an earlier position. */
  public void rewind(int position) {
    at = position;
  }

  /** Enters a container. Returns false if it is empty; the cursor is then after it. */
  public boolean open(char bracket) {
    expect(bracket);
    if (peek() == closing(bracket)) {
      at++;
      return false;
    }
    return true;
  }

  /** Returns, after a member or element, whether another follows. If not, the cursor leaves the container. */
  public boolean more(char closing) {
    byte next = peek();
    if (next == ',') {
      at++;
      skipSpace();
      return true;
    }
    expect(closing);
    return false;
  }

  /** Reads a member's name and its colon. The name becomes the current string and is checked to be sound text. */
  public void name() {
    string();
    if (escapes > 0) {
      checkName();
    }
    expect(':');
    skipSpace();
  }

  /**
   * Reads these bytes if they come next, as JSON without white space. Returns whether it did. May return false near the
   * end of the input. The current string does not change.
   */
  public boolean skip(Prefix prefix) {
    if (!prefix.isAt(bytes, at, end)) {
      return false;
    }
    at += prefix.length();
    return true;
  }

  /** Checks the name for half surrogate pairs. Common parsers accept them in a value, but not in a name. */
  private void checkName() {
    try {
      unescaped();
    } catch (UnreadableItemException e) {
      throw new WireException("a name is " + e.getMessage(), from);
    }
  }

  /** Reads a string. It is the current string until the next one is read. */
  public void string() {
    expect('"');
    from = at;
    escapes = 0;
    long seen = skipPlain();
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        to = at++;
        if ((seen & Swar.TOPS) != 0) {
          Utf8.check(bytes, from, to);
        }
        return;
      }
      if (b == '\\') {
        escapes++;
        at = Escapes.skip(bytes, at, end);
        seen |= skipPlain();
      } else if (b >= 0 && b < ' ') {
        throw new WireException("control character in a string", at);
      } else {
        seen |= b;
        at++;
      }
    }
    throw new WireException("string without end", from);
  }

  /**
   * Skips bytes, eight at a time, up to a quote, a backslash or a control character.
   *
   * @return a word with a top bit set for each skipped byte that is not ASCII
   */
  private long skipPlain() {
    int i = at;
    long seen = 0;
    while (i + 16 <= end) {
      long word = Swar.at(bytes, i);
      long next = Swar.at(bytes, i + 8);
      long found = Swar.areSpecial(word);
      long foundNext = Swar.areSpecial(next);
      if (found != 0) {
        return seen | plainBefore(found, word, i);
      }
      seen |= word;
      if (foundNext != 0) {
        return seen | plainBefore(foundNext, next, i + 8);
      }
      seen |= next;
      i += 16;
    }
    if (i + 8 <= end) {
      long word = Swar.at(bytes, i);
      long found = Swar.areSpecial(word);
      if (found != 0) {
        return seen | plainBefore(found, word, i);
      }
      seen |= word;
      i += 8;
    }
    at = i;
    return seen;
  }

  /** Moves to the byte found in the word at an index, and returns the bytes before it; only these have been skipped. */
  private long plainBefore(long found, long word, int index) {
    at = index + Swar.before(found);
    return word & (Long.lowestOneBit(found) - 1);
  }

  /** Enters an attribute value and returns its type. The content follows, then {@link #endValue}. */
  public AttributeType beginValue() {
    AttributeType oneLetter = beginOneLetter();
    return oneLetter == null ? beginAny() : oneLetter;
  }

  /**
   * Reads the usual beginning: no white space, a tag of one letter. Returns null and reads nothing if the beginning is
   * different.
   */
  private @Nullable AttributeType beginOneLetter() {
    if (at + 5 > end
        || bytes[at] != '{'
        || bytes[at + 1] != '"'
        || bytes[at + 3] != '"'
        || bytes[at + 4] != ':') {
      return null;
    }
    AttributeType type = TagParser.ofOne(bytes[at + 2]);
    if (type != null) {
      at += 5;
      skipSpace();
    }
    return type;
  }

  private AttributeType beginAny() {
    expect('{');
    name();
    if (escapes > 0) {
      throw new UnreadableItemException("unknown type tag " + Printable.brief(text()));
    }
    return TagParser.of(bytes, from, to);
  }

  /** Leaves an attribute value. */
  public void endValue() {
    expect('}');
  }

  /** Reads {@code true} or {@code false}. */
  public boolean bool() {
    byte next = peek();
    if (next == 't') {
      literal("true");
      return true;
    }
    literal("false");
    return false;
  }

  /** Checks that the input ends here. Only white space may precede the end. */
  public void end() {
    skipSpace();
    if (at != end) {
      throw new WireException("something after the end", at);
    }
  }

  /** Skips any JSON value. */
  public void skip() {
    skip(0);
  }

  /** Returns a copy of the bytes from the cursor to the end. */
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, at, end);
  }

  /** Returns the bytes from a position to the cursor, as text. */
  public String since(int position) {
    return text(bytes, position, at);
  }

  /** Returns the current string as text with its escapes resolved. */
  public String text() {
    return escapes > 0 ? new String(unescaped(), StandardCharsets.UTF_8) : text(bytes, from, to);
  }

  /** Checks that the current string is sound text. Throws the same exceptions as {@link #text}. */
  public void checkText() {
    if (escapes > 0) {
      unescaped();
    }
  }

  /**
   * Returns the current string as a number of any scale.
   *
   * @throws UnreadableItemException if it is not a number
   */
  public BigDecimal number() {
    String text = text();
    BigDecimal number = NumberGrammar.parseUnbounded(text);
    if (number == null) {
      throw new UnreadableItemException("no number: " + displayed(text));
    }
    return number;
  }

  private static String displayed(String text) {
    return text.length() > NumberGrammar.MAX_UNBOUNDED_LENGTH
        ? text.length() + " characters"
        : Printable.brief(text);
  }

  /** Returns a copy of the current string's UTF-8 bytes with its escapes resolved. */
  public byte[] utf8() {
    return escapes > 0 ? unescaped() : Arrays.copyOfRange(bytes, from, to);
  }

  /**
   * Writes the current string's UTF-8 bytes with its escapes resolved to an array, which has room for {@link #to} − {@link
   * #from} bytes. Returns the number of bytes written.
   */
  public int utf8(byte[] target, int offset) {
    return Escapes.resolve(bytes, from, to, target, offset);
  }

  /** Returns whether the string in {@link #buffer} between {@link #from} and {@link #to} contains escapes. */
  public boolean escaped() {
    return escapes > 0;
  }

  /** Returns the buffer under the cursor. Callers must not change it. */
  public byte[] buffer() {
    return bytes;
  }

  /** Returns the index in the buffer at which the current string begins, after its quote. */
  public int from() {
    return from;
  }

  /** Returns the index in the buffer at which the current string ends, at its quote. */
  public int to() {
    return to;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private void skip(int depth) {
    if (depth > MAX_DEPTH) {
      throw new WireException("nested deeper than " + MAX_DEPTH, at);
    }
    switch (peek()) {
      case '"' -> string();
      case '{' -> {
        if (open('{')) {
          do {
            name();
            skip(depth + 1);
          } while (more('}'));
        }
      }
      case '[' -> {
        if (open('[')) {
          do {
            skip(depth + 1);
          } while (more(']'));
        }
      }
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> at = JsonNumber.skip(bytes, at, end);
    }
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || bytes[at] != word.charAt(i)) {
        throw new WireException(word + " expected", at);
      }
      at++;
    }
  }

  private void expect(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return;
    }
    if (peek() != wanted) {
      throw new WireException("'" + wanted + "' expected", at);
    }
    at++;
  }

  private byte peek() {
    skipSpace();
    if (at >= end) {
      throw new WireException("cut off", at);
    }
    return bytes[at];
  }

  /** Skips white space. DynamoDB writes none, so one comparison is usually enough. */
  private void skipSpace() {
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static char closing(char bracket) {
    return bracket == '{' ? '}' : ']';
  }

  private byte[] unescaped() {
    return Escapes.resolve(bytes, from, to, escapes);
  }
}
