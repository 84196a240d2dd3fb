package dev.sluice.schema;

import dev.sluice.sql.SqlNames;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Attributes that the configuration names. They have columns even if not all attributes can have one.
 *
 * @param paths the dotted paths of the attributes, and of the maps that contain them
 * @param folded the paths in lower case
 */
record NamedAttributes(Set<String> paths, Set<String> folded) implements Serializable {
  static final NamedAttributes NONE = of(List.of());

  /** The match between an attribute and the names in the configuration. */
  enum NameMatch {
    EXACT,
    IGNORING_CASE,
    NONE
  }

  /**
   * Collects each path in every meaning that it may have.
   *
   * @param named attributes and paths into them, {@code outcome.churned}
   */
  static NamedAttributes of(List<String> named) {
    Set<String> paths = new HashSet<>(named);
    for (String path : named) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        paths.add(path.substring(0, dot));
      }
    }
    Set<String> folded = paths.stream().map(SqlNames::folded).collect(Collectors.toSet());
    return new NamedAttributes(Set.copyOf(paths), Set.copyOf(folded));
  }

  /**
   * Returns how the configuration names an attribute.
   *
   * @param within the names that lead to the map that contains it; empty: the item
   */
  NameMatch match(List<String> within, String name) {
    String path = within.isEmpty() ? name : String.join(".", within) + "." + name;
    return paths.contains(path)
        ? NameMatch.EXACT
        : folded.contains(SqlNames.folded(path)) ? NameMatch.IGNORING_CASE : NameMatch.NONE;
  }
}
