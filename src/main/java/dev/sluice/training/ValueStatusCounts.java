package dev.sluice.training;

import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What became of the values of some columns, and of each column an example of what it could not take. */
final class ValueStatusCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[][] counts;
  private final Map<Integer, String> examples = new TreeMap<>();

  ValueStatusCounts(int columns) {
    counts = new long[columns][ValueStatus.values().length];
  }

  /**
   * Counts rows of {@code states} and {@code invalid}, as {@link RowReader} makes them, and {@code misfits}, as {@link
   * Items} does; the columns of numbers come first.
   */
  static ValueStatusCounts of(Dataset<Row> rows, int numbers, int typed) {
    return rows.select("states", "invalid", "misfits")
        .toJavaRDD()
        .mapPartitions(part -> List.of(counted(part, numbers, typed)).iterator())
        .fold(new ValueStatusCounts(numbers + typed), ValueStatusCounts::plus);
  }

  private static ValueStatusCounts counted(Iterator<Row> rows, int numbers, int typed) {
    ValueStatusCounts tally = new ValueStatusCounts(numbers + typed);
    while (rows.hasNext()) {
      Row row = rows.next();
      byte[] states = row.isNullAt(0) ? new byte[0] : (byte[]) row.get(0);
      for (int i = 0; i < states.length; i++) {
        tally.counts[i][states[i]]++;
      }
      if (!row.isNullAt(1)) {
        row.<Integer, String>getJavaMap(1).forEach(tally::example);
      }
      tally.addMisfits(row.getList(2), numbers);
    }
    return tally;
  }

  private void addMisfits(List<@Nullable String> misfits, int numbers) {
    for (int i = 0; i < misfits.size(); i++) {
      String misfit = misfits.get(i);
      counts[numbers + i][(misfit == null ? ValueStatus.VALUE : ValueStatus.INVALID).code()]++;
      if (misfit != null) {
        example(numbers + i, misfit);
      }
    }
  }

  /** Of many the least, so that the same rows give the same. */
  private void example(Integer column, String value) {
    examples.merge(column, value, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  ValueStatusCounts plus(ValueStatusCounts other) {
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts[i].length; j++) {
        counts[i][j] += other.counts[i][j];
      }
    }
    other.examples.forEach(this::example);
    return this;
  }

  long count(int column, ValueStatus state) {
    return counts[column][state.code()];
  }

  String example(int column) {
    return examples.getOrDefault(column, "");
  }

  /** By column, how many of its values are in which state; only what is not simply there. */
  Map<String, Map<String, Long>> notes(List<String> names) {
    Map<String, Map<String, Long>> notes = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      Map<String, Long> ofColumn = new LinkedHashMap<>();
      for (ValueStatus state : ValueStatus.values()) {
        if (state != ValueStatus.VALUE && count(i, state) > 0) {
          ofColumn.put(state.word(), count(i, state));
        }
      }
      if (!ofColumn.isEmpty()) {
        notes.put(names.get(i), ofColumn);
      }
    }
    return notes;
  }
}
