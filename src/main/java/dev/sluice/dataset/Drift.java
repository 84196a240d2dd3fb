package dev.sluice.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in a table since the snapshot before. Places are JSON Pointers, so that nested fields have theirs:
 * {@code /metrics/f1}.
 *
 * @param since run id of the snapshot before
 * @param added places that have a column now
 * @param gone places that had one
 * @param retyped places whose column has another type now; of a struct only the fields that changed are named
 * @param mixed places whose column has kept its type, while the sample has other DynamoDB types than then: what is not the
 *     column's own is in {@code _overflow}
 */
public record Drift(
    String since,
    List<String> added,
    List<String> gone,
    List<Retyped> retyped,
    List<Retyped> mixed) {
  public Drift {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    retyped = List.copyOf(retyped);
    // absent in what older versions wrote
    mixed = mixed == null ? List.of() : List.copyOf(mixed);
  }

  /** A place, and what was and is there. */
  public record Retyped(String column, String was, String is) {}

  /** Of the mixed ones those that differ in more than in explicit NULLs. */
  List<Retyped> misfits() {
    return mixed.stream()
        .filter(m -> !withoutNull(m.was()).equals(withoutNull(m.is())))
        .toList();
  }

  private static List<String> withoutNull(String types) {
    return Arrays.stream(types.split(", ", -1))
        .filter(type -> !type.equals("NULL"))
        .toList();
  }

  public boolean none() {
    return added.isEmpty() && gone.isEmpty() && retyped.isEmpty() && mixed.isEmpty();
  }

  /**
   * Compares an earlier schema with the one of now.
   *
   * @param seen what the sample of now had, by place
   */
  static Drift since(
      String runId, TableSchema before, StructType now, Map<String, Map<String, Long>> seen) {
    Map<String, String> then = SchemaPaths.of(before.struct());
    Map<String, String> current = SchemaPaths.of(now);
    List<Retyped> retyped = new ArrayList<>();
    List<Retyped> mixed = new ArrayList<>();
    current.forEach((place, type) -> {
      String was = then.get(place);
      if (was != null && !was.equals(type)) {
        retyped.add(new Retyped(place, was, type));
      } else if (was != null) {
        mixture(place, before.types().get(place), seen.get(place), mixed);
      }
    });
    return new Drift(runId, without(current, then), without(then, current), retyped, mixed);
  }

  private static void mixture(
      String place,
      @Nullable Map<String, Long> was,
      @Nullable Map<String, Long> is,
      List<Retyped> mixed) {
    if (was != null && is != null && !types(was).equals(types(is))) {
      mixed.add(new Retyped(place, String.join(", ", types(was)), String.join(", ", types(is))));
    }
  }

  private static Set<String> types(Map<String, Long> counts) {
    return new TreeSet<>(counts.keySet());
  }

  /** The places of one that the other has not, but for those inside of such a place. */
  private static List<String> without(Map<String, String> places, Map<String, String> others) {
    List<String> missing = new ArrayList<>();
    for (String place : new TreeMap<>(places).keySet()) {
      boolean inside =
          !missing.isEmpty() && missing.stream().anyMatch(outer -> place.startsWith(outer + "/"));
      String parent = place.substring(0, place.lastIndexOf('/'));
      boolean parentStays =
          parent.isEmpty() || SchemaPaths.sameKind(places.get(parent), others.get(parent));
      if (!others.containsKey(place) && !inside && parentStays) {
        missing.add(place);
      }
    }
    return missing;
  }
}
