package dev.sluice.dataset.export;

import dev.sluice.wire.OverflowText;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/** Counts the values in the overflow of rows by attribute and DynamoDB type. Bounded. */
final class OverflowTally {
  /**
   * The largest number of attributes that are counted separately. All others are counted together, under the pointer to
   * the whole item.
   */
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
    String key =
        counts.size() < MAX_ATTRIBUTES || counts.containsKey(attribute) ? attribute : OTHERS;
    counts.computeIfAbsent(key, k -> new HashMap<>()).merge(type, n, Long::sum);
  }

  /** Returns the pointer to the top-level attribute: {@code /metrics} for {@code /metrics/f1}. */
  private static String attribute(String pointer) {
    int end = pointer.indexOf('/', 1);
    return end < 0 ? pointer : pointer.substring(0, end);
  }

  /** Adds the counts of another tally. */
  void absorb(Map<String, Map<String, Long>> others) {
    others.forEach((attribute, types) -> types.forEach((type, n) -> add(attribute, type, n)));
  }

  /** Returns JSON Pointer of the attribute → DynamoDB type → number of values. */
  Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    counts.forEach((attribute, types) -> sorted.put(attribute, new TreeMap<>(types)));
    return sorted;
  }
}
