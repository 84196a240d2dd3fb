package dev.sluice.dataset.export;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A Spark function that writes the rows of one range of segments as an {@link ExportAttempt}.
 *
 * @param next range → number of its next chunk; 0 for a range that is left out
 */
record ExportTask(TableWrite table, Map<Integer, Integer> next, SparkProgress.Counters counters)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<ExportAttempt.Done>> {
  @Override
  public Iterator<ExportAttempt.Done> call(Integer range, Iterator<InternalRow> rows)
      throws IOException {
    int index = next.getOrDefault(range, 0);
    return List.of(new ExportAttempt(table, range, index, counters.delta()).run(rows))
        .iterator();
  }
}
