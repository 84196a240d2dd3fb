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

/** Counts the values of columns by status. Keeps an example of each column's invalid values. */
final class ValueStatusCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[][] counts;
  private final Map<Integer, String> examples = new TreeMap<>();

  ValueStatusCounts(int columns) {
    counts = new long[columns][ValueStatus.values().length];
  }

  /**
   * Counts rows with {@code statuses} and {@code invalid} from {@link RowReader}, and {@code misfits} from {@link
   * Items}. The columns of numbers come first.
   */
  static ValueStatusCounts of(Dataset<Row> rows, int numbers, int typed) {
    return rows.select("statuses", "invalid", "misfits")
        .toJavaRDD()
        .mapPartitions(part -> List.of(counted(part, numbers, typed)).iterator())
        .fold(new ValueStatusCounts(numbers + typed), ValueStatusCounts::plus);
  }

  private static ValueStatusCounts counted(Iterator<Row> rows, int numbers, int typed) {
    ValueStatusCounts counted = new ValueStatusCounts(numbers + typed);
    while (rows.hasNext()) {
      Row row = rows.next();
      byte[] statuses = row.isNullAt(0) ? new byte[0] : (byte[]) row.get(0);
      for (int i = 0; i < statuses.length; i++) {
        counted.counts[i][statuses[i]]++;
      }
      if (!row.isNullAt(1)) {
        row.<Integer, String>getJavaMap(1).forEach(counted::example);
      }
      counted.addMisfits(row.getList(2), numbers);
    }
    return counted;
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

  /** Keeps the smallest, so results are deterministic. */
  private void example(Integer column, String value) {
    examples.merge(column, value, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  /** Adds other counts. */
  ValueStatusCounts plus(ValueStatusCounts other) {
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts[i].length; j++) {
        counts[i][j] += other.counts[i][j];
      }
    }
    other.examples.forEach(this::example);
    return this;
  }

  long count(int column, ValueStatus status) {
    return counts[column][status.code()];
  }

  String example(int column) {
    return examples.getOrDefault(column, "");
  }

  /** Returns column → status → number of values, without the status {@code VALUE}. */
  Map<String, Map<String, Long>> notes(List<String> names) {
    Map<String, Map<String, Long>> notes = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      Map<String, Long> ofColumn = new LinkedHashMap<>();
      for (ValueStatus status : ValueStatus.values()) {
        if (status != ValueStatus.VALUE && count(i, status) > 0) {
          ofColumn.put(status.word(), count(i, status));
        }
      }
      if (!ofColumn.isEmpty()) {
        notes.put(names.get(i), ofColumn);
      }
    }
    return notes;
  }
}
