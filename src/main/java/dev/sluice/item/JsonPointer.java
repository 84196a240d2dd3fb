package dev.sluice.wire;

import java.util.Arrays;
import java.util.List;

/** JSON Pointers, RFC 6901. */
public final class JsonPointer {
  private JsonPointer() {}

  public static String of(List<String> path) {
    StringBuilder pointer = new StringBuilder();
    for (String name : path) {
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /**
   * The names that a pointer goes through, outermost first; none for the pointer to the whole.
   *
   * @throws IllegalArgumentException where it does not begin with a slash, or has a tilde that escapes nothing
   */
  public static List<String> parse(String pointer) {
    if (pointer.isEmpty()) {
      return List.of();
    }
    if (pointer.charAt(0) != '/') {
      throw new IllegalArgumentException("no JSON Pointer: " + pointer);
    }
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(JsonPointer::unescape)
        .toList();
  }

  private static String unescape(String name) {
    for (int tilde = name.indexOf('~'); tilde >= 0; tilde = name.indexOf('~', tilde + 1)) {
      if (!name.startsWith("~0", tilde) && !name.startsWith("~1", tilde)) {
        throw new IllegalArgumentException("no JSON Pointer escape: " + name);
      }
    }
    // in this order: ~01 stands for ~1
    return name.replace("~1", "/").replace("~0", "~");
  }
}
