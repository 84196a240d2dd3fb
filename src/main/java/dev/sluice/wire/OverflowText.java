package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overflow of a row as text: one JSON object, JSON Pointer → DynamoDB JSON, {@code
 * {"/metrics/f1":{"N":"1E+100"},"/tags":{"SS":["a"]}}}.
 */
public final class OverflowText {
  private OverflowText() {}

  /** Takes one entry. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes the entry that comes next.
     *
     * @param pointer to the place of the item
     * @param in stands before the value, and has to be left behind it
     */
    void entry(String pointer, DynamoJsonReader in);
  }

  /**
   * Visits every entry, in the text's order.
   *
   * @throws WireException where the text is no JSON object
   */
  public static void forEach(byte[] text, Visitor visitor) {
    DynamoJsonReader in = new DynamoJsonReader(text);
    if (in.open('{')) {
      do {
        in.name();
        visitor.entry(in.text(), in);
      } while (in.more('}'));
    }
    in.end();
  }

  /**
   * The entries at these places of the item and below them, unchanged.
   *
   * @param pointers to the places
   * @return the same kind of text; null where there are none
   * @throws WireException where the text is no JSON object
   */
  public static @Nullable String within(String text, List<String> pointers) {
    if (pointers.stream().noneMatch(pointer -> mayHave(text, pointer))) {
      return null;
    }
    StringBuilder kept = new StringBuilder();
    forEach(text.getBytes(StandardCharsets.UTF_8), (pointer, in) -> {
      int start = in.position();
      in.skip();
      if (pointers.stream().anyMatch(place -> isWithin(pointer, place))) {
        kept.append(kept.isEmpty() ? '{' : ',').append(quoted(pointer)).append(':');
        kept.append(in.since(start));
      }
    });
    return kept.isEmpty() ? null : kept.append('}').toString();
  }

  /** Whether a pointer leads to a place of the item, or to one below it. */
  public static boolean isWithin(String pointer, String place) {
    return pointer.startsWith(place)
        && (pointer.length() == place.length() || pointer.charAt(place.length()) == '/');
  }

  /** Whether it is worth looking for entries at a place and below it: a name may be written with escapes. */
  public static boolean mayHave(String text, String pointer) {
    return text.contains(pointer) || text.indexOf('\\') >= 0;
  }

  /** Text as a JSON string. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
