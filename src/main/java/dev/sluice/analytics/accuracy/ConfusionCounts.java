package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.MergeableState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts label → prediction, while there are at most {@value #MAX_PAIRS} different pairs: beyond, the target is not a
 * set of classes, and nothing is kept. The result depends on the set of pairs alone, not on their order.
 */
final class ConfusionCounts implements MergeableState<ConfusionCounts> {
  static final int MAX_PAIRS = 8192;

  private final SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
  private int pairs;

  void add(String label, String prediction, long times) {
    if (isFull()) {
      return;
    }
    SortedMap<String, Long> row = counts.computeIfAbsent(label, unseen -> new TreeMap<>());
    if (row.merge(prediction, times, Long::sum) == times) {
      pairs++;
    }
    if (isFull()) {
      counts.clear();
    }
  }

  @Override
  public ConfusionCounts merge(ConfusionCounts other) {
    if (other.isFull()) {
      counts.clear();
      pairs = other.pairs;
    }
    other.counts.forEach(
        (label, row) -> row.forEach((prediction, times) -> add(label, prediction, times)));
    return this;
  }

  /** Returns whether the limit of pairs was exceeded. */
  boolean isFull() {
    return pairs > MAX_PAIRS;
  }

  /** Returns label → prediction → count. */
  SortedMap<String, Map<String, Long>> counts() {
    return new TreeMap<>(counts);
  }

  /** Returns the figures of every class that is a label or a prediction. */
  SortedMap<String, ClassFigures> classes() {
    SortedMap<String, Long> predicted = new TreeMap<>();
    counts
        .values()
        .forEach(row ->
            row.forEach((prediction, times) -> predicted.merge(prediction, times, Long::sum)));
    counts.keySet().forEach(label -> predicted.putIfAbsent(label, 0L));
    SortedMap<String, ClassFigures> classes = new TreeMap<>();
    predicted.forEach((name, times) -> classes.put(name, figures(name, times)));
    return classes;
  }

  private ClassFigures figures(String name, long predicted) {
    Map<String, Long> row = counts.getOrDefault(name, new TreeMap<>());
    long support = row.values().stream().mapToLong(Long::longValue).sum();
    long correct = row.getOrDefault(name, 0L);
    return new ClassFigures(
        support,
        predicted,
        correct,
        ratio(correct, predicted),
        ratio(correct, support),
        ratio(2 * correct, support + predicted));
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (Double) ((double) part / whole);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(pairs);
    out.writeInt(counts.size());
    for (Map.Entry<String, SortedMap<String, Long>> row : counts.entrySet()) {
      write(out, row.getKey());
      out.writeInt(row.getValue().size());
      for (Map.Entry<String, Long> cell : row.getValue().entrySet()) {
        write(out, cell.getKey());
        out.writeLong(cell.getValue());
      }
    }
  }

  static ConfusionCounts read(DataInput in) throws IOException {
    ConfusionCounts confusion = new ConfusionCounts();
    int pairs = in.readInt();
    for (int rows = in.readInt(); rows > 0; rows--) {
      String label = readText(in);
      for (int cells = in.readInt(); cells > 0; cells--) {
        confusion.add(label, readText(in), in.readLong());
      }
    }
    confusion.pairs = pairs;
    return confusion;
  }

  private static void write(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
