package dev.sluice.report;

import dev.sluice.failure.Printable;
import java.text.Bidi;
import org.jspecify.annotations.Nullable;

/**
 * Text from table items, made printable for the page by {@link Printable}. Right-to-left text is isolated, so that it
 * does not reorder the words around it. Escaping for markup is not done here.
 */
final class PlainText {
  /** Code points of a name in a table: enough to distinguish names, without filling the page. */
  private static final int MAX_LENGTH = 200;

  private static final int BRIEF = 60;
  private static final String EMPTY = "(empty)";
  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private PlainText() {}

  /** Returns the text; if it is very long, its ends and the number of its characters. */
  static String of(String raw) {
    return isolated(Printable.brief(raw, MAX_LENGTH));
  }

  /** Returns the text, without its middle if it is long: for titles and axes. */
  static String brief(String raw, int longest) {
    return isolated(Printable.abridged(raw, longest));
  }

  /** Returns the same with a length for headings. */
  static String brief(String raw) {
    return brief(raw, BRIEF);
  }

  private static String isolated(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    return Bidi.requiresBidi(text.toCharArray(), 0, text.length())
        ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
        : text;
  }

  /** Returns an upper bound of its bytes in the page, markup included. */
  static int bytes(@Nullable String text) {
    return text == null ? 0 : text.chars().map(PlainText::bytes).sum();
  }

  private static int bytes(int unit) {
    return unit >= 0x80 ? 3 : Character.isLetterOrDigit(unit) || unit == ' ' ? 1 : 6;
  }
}
