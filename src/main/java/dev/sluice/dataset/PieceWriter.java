package dev.sluice.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.decode.Marks;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a task: writes the rows of one input partition of a table. File names hold the task attempt's id, so that
 * attempts never meet; those of attempts that lost are in no manifest, and removed before there is one.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param table the table's folder name
 */
record PieceWriter(
    Root root,
    String snapshot,
    String table,
    StructType schema,
    DatasetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    ScanCounters counters)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<Piece>> {

  /** Asking a writer for its size costs; this often is often enough. */
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  @Override
  public Iterator<Piece> call(Integer partition, Iterator<InternalRow> rows) throws IOException {
    return List.of(new Task(partition, TaskContext.get().taskAttemptId()).write(rows))
        .iterator();
  }

  /** One attempt at one partition. */
  private final class Task {
    private final int partition;
    private final String suffix;
    private final Configuration hadoop = conf.value().value();
    private final List<Piece.Written> files = new ArrayList<>();
    private final ScanCounters.Delta reported = counters.delta();
    private final OverflowTally overflow = new OverflowTally();
    private final int overflowAt =
        schema.getFieldIndex(Marks.OVERFLOW).isDefined() ? schema.fieldIndex(Marks.OVERFLOW) : -1;
    private List<String> plain = List.of();
    private long written;

    Task(int partition, long attempt) {
      this.partition = partition;
      this.suffix = "%05d-%d".formatted(partition, attempt);
    }

    Piece write(Iterator<InternalRow> all) throws IOException {
      RowsAhead rows = new RowsAhead(all, schema);
      plain = Distinct.columns(rows.first(), schema);
      // An empty table still leaves a file, so that its columns are known.
      while (rows.hasNext() || (files.isEmpty() && partition == 0)) {
        writeFile(rows);
      }
      ScanTally tally = tally();
      reported.report(tally);
      writeRejects(tally.rejects());
      return new Piece(
          tally.scanned(),
          tally.expired(),
          tally.rejects().size(),
          written,
          tally.consumedReadUnits(),
          overflow,
          files);
    }

    private void writeFile(Iterator<InternalRow> rows) throws IOException {
      String path = "tables/%s/part-%s-%d.parquet".formatted(table, suffix, files.size());
      DigestedFile file = file(path);
      long count = 0;
      boolean whole = false;
      try (ParquetWriter<InternalRow> writer =
          RowParquet.open(file, schema, plain, settings, hadoop)) {
        while (rows.hasNext()) {
          InternalRow row = rows.next();
          overflow.add(row, overflowAt);
          writer.write(row);
          count++;
          if (count % ROWS_BETWEEN_LOOKS == 0) {
            reported.report(tally());
            if (writer.getDataSize() >= settings.targetFileBytes()) {
              break;
            }
          }
        }
        whole = true;
      } finally {
        if (!whole) {
          file.delete();
        }
      }
      written += count;
      files.add(file.written(path, count));
    }

    private void writeRejects(List<ScanTally.Reject> rejects) throws IOException {
      if (rejects.isEmpty()) {
        return;
      }
      String path = "rejected/%s/part-%s.jsonl".formatted(table, suffix);
      DigestedFile file = file(path);
      try (PositionOutputStream out = file.create(0)) {
        for (ScanTally.Reject reject : rejects) {
          out.write(line(reject).getBytes(StandardCharsets.UTF_8));
        }
      }
      files.add(file.written(path, 0));
    }

    private DigestedFile file(String path) {
      return new DigestedFile(root.hadoopPath(snapshot + "/" + path, hadoop), hadoop);
    }
  }

  private static String line(ScanTally.Reject reject) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    return "{\"reason\":%s,\"item\":%s}\n"
        .formatted(json.writeValueAsString(reject.reason()), reject.item());
  }

  private static ScanTally tally() {
    @Nullable ScanTally tally = ScanTally.ofTask().orElse(null);
    if (tally == null) {
      throw new IllegalStateException("no scan runs in this task");
    }
    return tally;
  }
}
