package dev.sluice.export;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.JsonBytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes a line of Ion as DynamoDB JSON if it has the form in which DynamoDB writes it: a version, then a struct without
 * blanks or comments, texts in double quotes. Not thread-safe.
 */
final class IonLine {
  private static final byte[] HEAD = ascii("$ion_1_0 {Item:");
  private static final byte[] SET = ascii("$dynamodb_");
  private static final byte[] LIST = ascii("S::[");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private final JsonBytes out;
  private final IonScanner in;

  IonLine(JsonBytes out) {
    this.out = out;
    this.in = new IonScanner(out);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes the item of a line.
   *
   * @return whether the line has this form; if not, nothing is written
   */
  boolean write(byte[] bytes, int from, int to) {
    int size = out.size();
    in.begin(bytes, from, to);
    try {
      in.expect(HEAD);
      struct(0);
      in.expect('}');
      in.expectEnd();
      return true;
    } catch (OtherFormException e) {
      out.cut(size);
      return false;
    }
  }

  private void struct(int depth) throws OtherFormException {
    in.expect('{');
    out.write('{');
    if (!in.skip('}')) {
      do {
        in.name();
        in.expect(':');
        out.write(':');
        value(depth + 1);
      } while (isFollowed('}'));
    }
    out.write('}');
  }

  /** Returns whether another member or element follows. If not, this is after the container. */
  private boolean isFollowed(char closing) throws OtherFormException {
    if (in.skip(',')) {
      out.write(',');
      return true;
    }
    in.expect(closing);
    return false;
  }

  private void value(int depth) throws OtherFormException {
    if (depth >= IonItems.MAX_DEPTH) {
      throw new OtherFormException();
    }
    switch (in.peek()) {
      case '{' -> braces(depth);
      case '[' -> list(depth);
      case '$' -> set();
      case 't' -> literal(AttributeType.BOOL, TRUE);
      case 'f' -> literal(AttributeType.BOOL, FALSE);
      case 'n' -> nothing();
      case '"' -> scalar(AttributeType.S);
      default -> scalar(AttributeType.N);
    }
    out.write('}');
  }

  private void braces(int depth) throws OtherFormException {
    if (in.isBlob()) {
      scalar(AttributeType.B);
    } else {
      out.value(AttributeType.M);
      struct(depth);
    }
  }

  private void list(int depth) throws OtherFormException {
    out.value(AttributeType.L);
    in.expect('[');
    out.write('[');
    if (!in.skip(']')) {
      do {
        value(depth + 1);
      } while (isFollowed(']'));
    }
    out.write(']');
  }

  private void set() throws OtherFormException {
    in.expect(SET);
    if (in.skip('S')) {
      elements(AttributeType.SS, AttributeType.S);
    } else if (in.skip('N')) {
      elements(AttributeType.NS, AttributeType.N);
    } else {
      in.expect('B');
      elements(AttributeType.BS, AttributeType.B);
    }
  }

  private void elements(AttributeType set, AttributeType element) throws OtherFormException {
    out.value(set);
    in.expect(LIST);
    out.write('[');
    if (!in.skip(']')) {
      do {
        content(element);
      } while (isFollowed(']'));
    }
    out.write(']');
  }

  private void scalar(AttributeType type) throws OtherFormException {
    out.value(type);
    content(type);
  }

  private void content(AttributeType type) throws OtherFormException {
    switch (type) {
      case S -> in.string('"');
      case B -> in.blob();
      default -> in.number();
    }
  }

  private void literal(AttributeType type, byte[] word) throws OtherFormException {
    in.expect(word);
    out.value(type);
    out.write(word, 0, word.length);
  }

  private void nothing() throws OtherFormException {
    in.expect(NULL);
    out.value(AttributeType.NULL);
    out.write(TRUE, 0, TRUE.length);
  }
}
