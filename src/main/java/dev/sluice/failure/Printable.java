package dev.sluice.failure;

import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from items, tables, files and remote services printable on one line of a message, a log or a terminal.
 * Control characters, including line breaks, become their symbols (U+2400 block); direction marks, characters without
 * width, line separators and halves of surrogate pairs become U+FFFD. A zero-width joiner is kept if it joins symbols.
 * Escaping for markup is not done here.
 */
public final class Printable {
  /** Limit of an item's text in a message, in code points. */
  public static final int BRIEF = 80;

  /** Limit of a message, in code points. */
  private static final int MAX_MESSAGE = 4_000;

  private static final int MAX_CLUSTER = 16;
  private static final int JOINER = 0x200D;
  private static final char REPLACEMENT = '\uFFFD';
  private static final String ELLIPSIS = "…";

  private Printable() {}

  /** Returns the whole text, on one line. */
  public static String line(String text) {
    return cleaned(text, false);
  }

  /** Returns the whole text with its line breaks: for output whose parts have been cleaned separately. */
  public static String lines(String text) {
    return cleaned(text.replace("\r\n", "\n"), true);
  }

  /** Returns the text on one line; of more than {@link #BRIEF} code points the ends, and the number of code points. */
  public static String brief(String text) {
    return brief(text, BRIEF);
  }

  /** Returns the text on one line; of more than that many code points the ends, and the number of code points. */
  public static String brief(String text, int most) {
    int length = text.codePointCount(0, text.length());
    String count = NumberFormat.getIntegerInstance(Locale.ROOT).format(length);
    return length <= most ? line(text) : abridged(text, most) + " (" + count + " characters)";
  }

  /**
   * Returns the text on one line; of more than that many code points the ends. Clusters of combining characters are not
   * split.
   */
  public static String abridged(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return line(text);
    }
    int tail = most / 2;
    int headEnd = boundary(text, text.offsetByCodePoints(0, most - tail));
    int tailStart = boundary(text, text.offsetByCodePoints(text.length(), -tail));
    return line(text.substring(0, headEnd) + ELLIPSIS + text.substring(tailStart));
  }

  /** Returns one line of a message: cleaned, and never longer than a screen. */
  public static String message(String text) {
    return brief(text, MAX_MESSAGE);
  }

  /** Returns the first line of a message that is not blank; {@code otherwise} if there is none. Nothing is cleaned. */
  public static String firstLine(@Nullable String message, String otherwise) {
    return message == null
        ? otherwise
        : message.lines().filter(line -> !line.isBlank()).findFirst().orElse(otherwise);
  }

  /** Returns JSON text of the same values, with escapes for characters that control a terminal. */
  public static String json(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    int previous = ' ';
    for (int i = 0; i < json.length(); ) {
      int c = json.codePointAt(i);
      if (c >= 0x7F && visible(c, previous) != c) {
        for (char unit : Character.toChars(c)) {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      } else {
        escaped.appendCodePoint(c);
      }
      previous = c;
      i += Character.charCount(c);
    }
    return escaped.toString();
  }

  private static String cleaned(String text, boolean breaks) {
    StringBuilder printable = new StringBuilder(text.length());
    int previous = ' ';
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      printable.appendCodePoint(breaks && c == '\n' ? c : visible(c, previous));
      previous = c;
      i += Character.charCount(c);
    }
    return printable.toString();
  }

  private static int visible(int c, int previous) {
    if (c < 0x20) {
      return 0x2400 + c;
    }
    return switch (c) {
      case 0x7F -> 0x2421;
      case JOINER -> joins(previous) ? c : REPLACEMENT;
      // letters and marks that are invisible or look like a blank
      case 0x034F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x2028, 0x2029 -> REPLACEMENT;
      default ->
        switch (Character.getType(c)) {
          case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.FORMAT ->
            REPLACEMENT;
          default -> c;
        };
    };
  }

  /**
   * Returns whether a joiner after this character joins: in emoji, also after their variation selectors and skin tones,
   * and in letters of Indian scripts.
   */
  private static boolean joins(int previous) {
    return switch (Character.getType(previous)) {
      case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL, Character.NON_SPACING_MARK -> true;
      default -> false;
    };
  }

  /** Returns the index, or the start of the cluster around it. */
  private static int boundary(String text, int index) {
    int at = index;
    for (int i = 0; i < MAX_CLUSTER && at > 0 && at < text.length(); i++) {
      int before = text.codePointBefore(at);
      if (before != JOINER && !continues(text.codePointAt(at))) {
        return at;
      }
      at -= Character.charCount(before);
    }
    return at == 0 || at == text.length() ? at : index;
  }

  private static boolean continues(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.MODIFIER_SYMBOL -> c >= 0x80;
      default -> c == JOINER;
    };
  }
}
