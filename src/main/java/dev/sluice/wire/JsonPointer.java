package dev.sluice.wire;

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
}
