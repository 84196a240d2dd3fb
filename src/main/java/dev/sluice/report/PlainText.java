package dev.sluice.report;

import dev.sluice.failure.Printable;
import java.text.Bidi;
import org.jspecify.annotations.Nullable;

/**
 * Text from table items, made fit for the page as {@link Printable} makes it. Right-to-left text is isolated, so that it
 * does not reorder the words around it. Escaping for markup is not done here.
 */
final class PlainText {
  /** Code points of a name in a table: what tells two names apart is seen, and none fills the page. */
  private static final int MAX_LENGTH = 200;

  private static final int BRIEF = 60;
  private static final String EMPTY = "(empty)";
  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private PlainText() {}

  /** The text; of a very long one its ends, and how many characters it has. */
  static String of(String raw) {
    return isolated(Printable.brief(raw, MAX_LENGTH));
  }

  /** The text, without its middle if it is long: for titles and axes. */
  static String brief(String raw, int longest) {
    return isolated(Printable.abridged(raw, longest));
  }

  /** As {@link #brief(String, int)}, of a length for headings. */
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

  /** At most so many bytes of the page, markup included. */
  static int bytes(@Nullable String text) {
    return text == null ? 0 : text.chars().map(PlainText::bytes).sum();
  }

  private static int bytes(int unit) {
    return unit >= 0x80 ? 3 : Character.isLetterOrDigit(unit) || unit == ' ' ? 1 : 6;
  }
}
