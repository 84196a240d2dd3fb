package dev.sluice.scan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A projection expression. Every name is aliased: some 570 words are reserved, and a name with a dot would be read as a
 * path.
 *
 * @param text null: all attributes
 */
record Projection(@Nullable String text, Map<String, String> names) {
  static final Projection ALL = new Projection(null, Map.of());

  /** These columns; all attributes where there are none, or DynamoDB would refuse to be told them: read units are the same. */
  static Projection of(List<String> columns) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      names.put("#c" + names.size(), column);
    }
    // ASCII
    String text = String.join(",", names.keySet());
    return columns.isEmpty()
            || text.length() > Expression.MAX_BYTES
            || columns.stream().anyMatch(Projection::isTooLong)
        ? ALL
        : new Projection(text, names);
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > Expression.MAX_NAME_BYTES;
  }
}
