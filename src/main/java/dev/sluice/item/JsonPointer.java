package dev.sluice.item;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** JSON Pointers, RFC 6901: the path to a value inside an item. */
public final class JsonPointer {
  private JsonPointer() {}

  /** Returns the pointer that leads through these names, outermost first. It is empty for no names: the whole item. */
  public static String of(List<String> path) {
    return path.stream().map(name -> "/" + escape(name)).collect(Collectors.joining());
  }

  /**
   * Returns the names on a pointer's path, outermost first; empty for the pointer to the whole item.
   *
   * @throws IllegalArgumentException if the pointer does not begin with a slash, or a tilde escapes nothing
   */
  public static List<String> parse(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    if (pointer.charAt(0) != '/') {
      throw new IllegalArgumentException("no JSON Pointer: " + pointer);
    }
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(JsonPointer::strictlyUnescaped)
        .toList();
  }

  /** Escapes a name for use in a pointer. */
  public static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Unescapes a name taken from a pointer. Unlike {@link #parse}, keeps a tilde that escapes nothing. */
  public static String unescape(String name) {
    // in this order: ~01 stands for ~1
    return name.replace("~1", "/").replace("~0", "~");
  }

  private static String strictlyUnescaped(String name) {
    for (int tilde = name.indexOf('~'); tilde >= 0; tilde = name.indexOf('~', tilde + 1)) {
      if (!name.startsWith("~0", tilde) && !name.startsWith("~1", tilde)) {
        throw new IllegalArgumentException("no JSON Pointer escape: " + name);
      }
    }
    return unescape(name);
  }
}
