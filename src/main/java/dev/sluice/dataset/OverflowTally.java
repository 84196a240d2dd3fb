package dev.sluice.dataset;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/** How many values of which attributes and types rows have in their overflow. Bounded. */
final class OverflowTally {
  /** Beyond so many attributes the others count together, under the pointer to the whole item. */
  private static final int MOST_ATTRIBUTES = 1_000;

  private static final String OTHERS = "";

  private final Map<String, Map<String, Long>> counts = new HashMap<>();

  void add(InternalRow row, int overflowAt) {
    if (overflowAt < 0 || row.isNullAt(overflowAt)) {
      return;
    }
    MapData overflow = row.getMap(overflowAt);
    ArrayData pointers = overflow.keyArray();
    ArrayData values = overflow.valueArray();
    for (int i = 0; i < overflow.numElements(); i++) {
      add(attribute(pointers.getUTF8String(i)), type(values.getUTF8String(i)), 1);
    }
  }

  private void add(String attribute, String type, long n) {
    String place =
        counts.size() < MOST_ATTRIBUTES || counts.containsKey(attribute) ? attribute : OTHERS;
    counts.computeIfAbsent(place, p -> new HashMap<>()).merge(type, n, Long::sum);
  }

  /** {@code /metrics} of {@code /metrics/f1}. */
  private static String attribute(UTF8String pointer) {
    String text = pointer.toString();
    int end = text.indexOf('/', 1);
    return end < 0 ? text : text.substring(0, end);
  }

  /** The tag of DynamoDB JSON: what its first quotes hold. */
  private static String type(UTF8String json) {
    byte[] bytes = json.getBytes();
    int open = 0;
    while (open < bytes.length && bytes[open] != '"') {
      open++;
    }
    int close = Math.min(open + 1, bytes.length);
    while (close < bytes.length && bytes[close] != '"') {
      close++;
    }
    return open < bytes.length
        ? new String(bytes, open + 1, close - open - 1, StandardCharsets.US_ASCII)
        : "";
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
