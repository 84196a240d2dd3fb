package dev.sluice.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Compares the columns of a table with those of an earlier snapshot. */
final class SchemaComparison {
  private SchemaComparison() {}

  /**
   * Compares an earlier schema with the present one.
   *
   * @param runId the run of the earlier schema
   * @param seen pointer → DynamoDB type → number of occurrences in the present sample
   */
  static Drift drift(
      String runId, TableSchema before, StructType now, Map<String, Map<String, Long>> seen) {
    Map<String, String> then = SchemaPaths.of(before.struct());
    Map<String, String> current = SchemaPaths.of(now);
    List<Drift.Retyped> retyped = new ArrayList<>();
    List<Drift.Retyped> mixed = new ArrayList<>();
    current.forEach((pointer, type) -> {
      String was = then.get(pointer);
      if (was != null && !was.equals(type)) {
        retyped.add(new Drift.Retyped(pointer, was, type));
      } else if (was != null) {
        mixture(pointer, before.types().get(pointer), seen.get(pointer), mixed);
      }
    });
    return new Drift(runId, without(current, then), without(then, current), retyped, mixed);
  }

  private static void mixture(
      String pointer,
      @Nullable Map<String, Long> was,
      @Nullable Map<String, Long> is,
      List<Drift.Retyped> mixed) {
    if (was != null && is != null && !types(was).equals(types(is))) {
      mixed.add(
          new Drift.Retyped(pointer, String.join(", ", types(was)), String.join(", ", types(is))));
    }
  }

  private static Set<String> types(Map<String, Long> counts) {
    return new TreeSet<>(counts.keySet());
  }

  /** Returns the pointers of one schema that the other does not have, without those below such a pointer. */
  private static List<String> without(Map<String, String> pointers, Map<String, String> others) {
    List<String> missing = new ArrayList<>();
    for (String pointer : new TreeMap<>(pointers).keySet()) {
      boolean inside =
          !missing.isEmpty() && missing.stream().anyMatch(outer -> pointer.startsWith(outer + "/"));
      String parent = pointer.substring(0, pointer.lastIndexOf('/'));
      boolean parentStays =
          parent.isEmpty() || SchemaPaths.sameType(pointers.get(parent), others.get(parent));
      if (!others.containsKey(pointer) && !inside && parentStays) {
        missing.add(pointer);
      }
    }
    return missing;
  }
}
