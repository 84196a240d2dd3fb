package dev.sluice.report;

import java.text.Bidi;

/**
 * Text from table items, made fit to be seen. What has no shape gets one: control characters become their pictures
 * (U+2400 block), marks that turn the direction of what follows and halves of characters become U+FFFD. Right-to-left
 * text is isolated, so that it does not reorder the words around it. Escaping for markup is not done here.
 */
final class PlainText {
  private static final int LONGEST = 60;
  private static final String EMPTY = "(empty)";
  private static final char REPLACEMENT = '\uFFFD';
  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private PlainText() {}

  /** The whole text. */
  static String of(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    StringBuilder shown = new StringBuilder(raw.length());
    raw.codePoints().map(PlainText::visible).forEach(shown::appendCodePoint);
    String text = shown.toString();
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length())
        ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
        : text;
  }

  /** The text, without its middle if it is long: for titles and axes. */
  static String brief(String raw, int longest) {
    int length = raw.codePointCount(0, raw.length());
    if (length <= longest) {
      return of(raw);
    }
    int kept = longest / 2;
    String head = raw.substring(0, raw.offsetByCodePoints(0, kept));
    String tail = raw.substring(raw.offsetByCodePoints(raw.length(), -kept));
    return of(head + "…" + tail);
  }

  /** As {@link #brief(String, int)}, of a length for headings. */
  static String brief(String raw) {
    return brief(raw, LONGEST);
  }

  private static int visible(int c) {
    if (c < 0x20) {
      return 0x2400 + c;
    }
    if (c == 0x7F) {
      return 0x2421;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> REPLACEMENT;
      case Character.FORMAT -> c == 0x200D ? c : REPLACEMENT;
      default -> c == 0x2028 || c == 0x2029 ? REPLACEMENT : c;
    };
  }
}
