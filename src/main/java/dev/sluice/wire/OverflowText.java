package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A row's overflow as text: one JSON object, JSON Pointer → DynamoDB JSON, {@code
 * {"/metrics/f1":{"N":"1E+100"},"/tags":{"SS":["a"]}}}.
 */
public final class OverflowText {
  private OverflowText() {}

  /** Receives the entries of an overflow text. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Receives the next entry.
     *
     * @param pointer the pointer to the value in the item
     * @param in the reader, before the value; the visitor must leave it after the value
     */
    void entry(String pointer, DynamoJsonReader in);
  }

  /**
   * Visits every entry, in the text's order.
   *
   * @throws WireException if the text is not a JSON object
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
   * Returns the entries at some pointers and below them, unchanged, as text of the same form; null if there are none.
   *
   * @throws WireException if the text is not a JSON object
   */
  public static @Nullable String within(String text, List<String> pointers) {
    return pointers.stream().noneMatch(pointer -> mayHave(text, pointer))
        ? null
        : kept(text, pointer -> pointers.stream().anyMatch(outer -> isWithin(pointer, outer)));
  }

  /**
   * Returns all entries but those at a pointer and below it, unchanged, as text of the same form; null if there are none.
   *
   * @throws WireException if the text is not a JSON object
   */
  public static @Nullable String without(String text, String outer) {
    return mayHave(text, outer) ? kept(text, pointer -> !isWithin(pointer, outer)) : text;
  }

  private static @Nullable String kept(String text, Predicate<String> wanted) {
    StringBuilder kept = new StringBuilder();
    forEach(text.getBytes(StandardCharsets.UTF_8), (pointer, in) -> {
      int start = in.position();
      in.skip();
      if (wanted.test(pointer)) {
        kept.append(kept.isEmpty() ? '{' : ',').append(quoted(pointer)).append(':');
        kept.append(in.since(start));
      }
    });
    return kept.isEmpty() ? null : kept.append('}').toString();
  }

  /** Returns whether a pointer equals the outer one, or leads below it. */
  public static boolean isWithin(String pointer, String outer) {
    return pointer.startsWith(outer)
        && (pointer.length() == outer.length() || pointer.charAt(outer.length()) == '/');
  }

  /**
   * Returns false if a text certainly has no entry at a pointer or below it. Cheap: returns true for texts with
   * escapes.
   */
  public static boolean mayHave(String text, String pointer) {
    return text.contains(pointer) || text.indexOf('\\') >= 0;
  }

  /** Returns a text as a JSON string. */
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
