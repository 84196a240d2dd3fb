package dev.sluice.schema;

import dev.sluice.sql.SqlNames;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Attributes that somebody asks for: whatever room there is, they have columns.
 *
 * @param paths names with dots between them, of what is asked for and of all that it is within
 * @param folded the same, as Spark folds case
 */
record NamedAttributes(Set<String> paths, Set<String> folded) implements Serializable {
  static final NamedAttributes NONE = of(List.of());

  /** How a name was asked for: as it is, by a name that Spark takes for the same, or not at all. */
  enum Asked {
    AS_IT_IS,
    CASE_ASIDE,
    NOT
  }

  /**
   * Takes each path in each way that it may be meant.
   *
   * @param asked attributes and paths into them, {@code outcome.churned}
   */
  static NamedAttributes of(List<String> asked) {
    Set<String> paths = new HashSet<>(asked);
    for (String path : asked) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        paths.add(path.substring(0, dot));
      }
    }
    Set<String> folded = paths.stream().map(SqlNames::folded).collect(Collectors.toSet());
    return new NamedAttributes(Set.copyOf(paths), Set.copyOf(folded));
  }

  /**
   * Whether an attribute was asked for.
   *
   * @param within names that lead to the map that has it; empty: the item
   */
  Asked asked(List<String> within, String name) {
    String path = within.isEmpty() ? name : String.join(".", within) + "." + name;
    return paths.contains(path)
        ? Asked.AS_IT_IS
        : folded.contains(SqlNames.folded(path)) ? Asked.CASE_ASIDE : Asked.NOT;
  }
}
