package dev.sluice.job;

import dev.sluice.item.JsonPointer;
import dev.sluice.schema.SeenTypes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * The attributes of a table's items, according to its sample and the counts of its overflow.
 *
 * @param columns the columns of the table
 * @param types path, as a JSON Pointer → DynamoDB type → number of occurrences in the sample
 * @param overflow top-level path → type → number of values, over all items; empty if only the sample is known
 */
record SeenAttributes(
    StructType columns,
    Map<String, Map<String, Long>> types,
    Map<String, Map<String, Long>> overflow) {
  /** The name under which attributes beyond a limit are counted together. */
  private static final String OTHERS = "";

  /** The presence of an attribute. */
  enum Presence {
    SEEN,
    UNSEEN,
    /** Only the items can tell. */
    UNKNOWN
  }

  Presence of(String path) {
    List<String> names = Arrays.asList(path.split("\\.", -1));
    if (isCounted(types, List.of(path)) || isCounted(types, names)) {
      return Presence.SEEN;
    }
    if (isCounted(overflow, List.of(path))) {
      return Presence.SEEN;
    }
    return mayBeWithin(names)
            || isCounted(overflow, names.subList(0, 1))
            || overflow.containsKey(OTHERS)
        ? Presence.UNKNOWN
        : Presence.UNSEEN;
  }

  /**
   * Returns whether the attribute may be in a column that the sample did not fill, under a key of a map, or in JSON
   * text.
   */
  private boolean mayBeWithin(List<String> names) {
    for (int held = 1; held <= names.size(); held++) {
      List<String> outer = names.subList(0, held);
      Map<String, Long> seen = types.getOrDefault(JsonPointer.of(outer), Map.of());
      boolean leadsOn = held < names.size()
          && (seen.containsKey("S")
              || types.containsKey(JsonPointer.of(outer) + "/" + SeenTypes.ANY));
      if (leadsOn) {
        return true;
      }
    }
    boolean unfilled = isColumn(names.get(0)) && !isCounted(types, names.subList(0, 1));
    return unfilled || isColumn(String.join(".", names));
  }

  private boolean isColumn(String name) {
    return Arrays.asList(columns.fieldNames()).contains(name);
  }

  private static boolean isCounted(Map<String, Map<String, Long>> counts, List<String> names) {
    return counts.getOrDefault(JsonPointer.of(names), Map.of()).values().stream()
        .anyMatch(count -> count > 0);
  }

  /** Returns the paths of all attributes seen, by name. */
  Collection<String> paths() {
    TreeSet<String> paths = new TreeSet<>();
    Stream.of(types, overflow).flatMap(counts -> counts.keySet().stream()).forEach(pointer -> {
      if (!pointer.isEmpty() && !pointer.endsWith("/" + SeenTypes.ANY)) {
        paths.add(JsonPointer.unescape(pointer.substring(1).replace('/', '.')));
      }
    });
    return paths;
  }
}
