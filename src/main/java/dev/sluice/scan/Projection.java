package dev.sluice.scan;

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

  static Projection of(List<String> columns) {
    if (columns.isEmpty()) {
      return ALL;
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String column : columns) {
      names.put("#c" + names.size(), column);
    }
    return new Projection(String.join(", ", names.keySet()), names);
  }
}
