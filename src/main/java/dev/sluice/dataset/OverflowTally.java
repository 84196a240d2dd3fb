package dev.sluice.dataset;

import dev.sluice.wire.OverflowText;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/** How many values of which attributes and types rows have in their overflow. Bounded. */
final class OverflowTally {
  /** Beyond so many attributes the others count together, under the pointer to the whole item. */
  private static final int MAX_ATTRIBUTES = 1_000;

  private static final String OTHERS = "";

  private final Map<String, Map<String, Long>> counts = new HashMap<>();

  void add(InternalRow row, int overflowAt) {
    if (overflowAt < 0 || row.isNullAt(overflowAt)) {
      return;
    }
    OverflowText.forEach(row.getUTF8String(overflowAt).getBytes(), (pointer, in) -> {
      int start = in.position();
      add(attribute(pointer), in.beginValue().name(), 1);
      in.rewind(start);
      in.skip();
    });
  }

  private void add(String attribute, String type, long n) {
    String place =
        counts.size() < MAX_ATTRIBUTES || counts.containsKey(attribute) ? attribute : OTHERS;
    counts.computeIfAbsent(place, p -> new HashMap<>()).merge(type, n, Long::sum);
  }

  /** {@code /metrics} of {@code /metrics/f1}. */
  private static String attribute(String pointer) {
    int end = pointer.indexOf('/', 1);
    return end < 0 ? pointer : pointer.substring(0, end);
  }

  /** Adds all that another has counted. */
  void absorb(Map<String, Map<String, Long>> others) {
    others.forEach((attribute, types) -> types.forEach((type, n) -> add(attribute, type, n)));
  }

  /** JSON Pointer of the attribute → type → how many values. */
  Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    counts.forEach((attribute, types) -> sorted.put(attribute, new TreeMap<>(types)));
    return sorted;
  }
}
