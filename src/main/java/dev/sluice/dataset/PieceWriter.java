package dev.sluice.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.decode.Marks;
import dev.sluice.failure.GateFailed;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a task: writes the rows of one input partition of a table, a piece, and records it. File names are an attempt's
 * own, so that attempts never meet; those of attempts that lost are in no manifest, and removed before there is one.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param log of the table's pieces
 * @param schema of the files
 * @param byDay whether rows have their day as one column more, and come in its order, to be written into folders
 */
record PieceWriter(
    Root root,
    String snapshot,
    PieceLog log,
    StructType schema,
    boolean byDay,
    DatasetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    ScanCounters counters)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<PieceWriter.Done>> {

  /** Asking a writer for its size costs; this often is often enough. */
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  /** A piece as it counts. */
  record Done(int number, Piece piece) implements Serializable {}

  @Override
  public Iterator<Done> call(Integer number, Iterator<InternalRow> rows) throws IOException {
    return List.of(new Done(number, new Attempt(number).run(rows))).iterator();
  }

  /** One attempt at one piece. */
  private final class Attempt {
    private final int number;
    private final String suffix;
    private final Configuration hadoop = conf.value().value();
    private final List<Piece.Written> files = new ArrayList<>();
    private final ScanCounters.Delta reported = counters.delta();
    private final OverflowTally overflow = new OverflowTally();
    private final int overflowAt =
        schema.getFieldIndex(Marks.OVERFLOW).isDefined() ? schema.fieldIndex(Marks.OVERFLOW) : -1;
    private final UnsafeProjection columns = UnsafeProjection.create(schema);
    private List<String> plain = List.of();
    private long written;

    Attempt(int number) {
      this.number = number;
      this.suffix = "%05d-%s".formatted(number, UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * A failed commit may have been one all the same, only its answer got lost: then the files stay, and are strays at
     * worst.
     */
    Piece run(Iterator<InternalRow> rows) throws IOException {
      boolean mayCount = false;
      try {
        Piece own = write(rows);
        mayCount = true;
        Piece counting = log.commit(number, own);
        mayCount = counting.equals(own);
        return counting;
      } finally {
        if (!mayCount) {
          giveUp();
        }
      }
    }

    private Piece write(Iterator<InternalRow> all) throws IOException {
      RowsAhead rows = new RowsAhead(all, schema);
      plain = Distinct.columns(rows.first(), schema);
      while (rows.hasNext()) {
        writeFile(rows, byDay ? DayFolders.day(rows.peek(), schema.size()) : null);
      }
      // An empty table still leaves a file, so that its columns are known.
      if (files.isEmpty() && number == 0) {
        writeFile(rows, null);
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
          overflow.counts(),
          List.copyOf(files));
    }

    private void writeFile(RowsAhead rows, @Nullable UTF8String day) throws IOException {
      String folder = byDay ? DayFolders.name(day) : "";
      String path =
          "tables/%s/%spart-%s-%d.parquet".formatted(log.table(), folder, suffix, files.size());
      DigestedFile file = file(path);
      long count = 0;
      boolean whole = false;
      try (ParquetWriter<InternalRow> writer =
          RowParquet.open(file, schema, plain, settings, hadoop)) {
        while (rows.hasNext() && isOf(day, rows)) {
          InternalRow row = written(rows.next());
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
      checkFooter(path, count);
    }

    private boolean isOf(@Nullable UTF8String day, RowsAhead rows) {
      return !byDay || DayFolders.isOf(day, rows.peek(), schema.size());
    }

    /** Without the day. */
    private InternalRow written(InternalRow row) {
      return byDay ? columns.apply(row) : row;
    }

    private void checkFooter(String path, long count) throws IOException {
      long found = ParquetFooter.read(hadoopPath(path), hadoop).rows();
      if (found != count) {
        throw new GateFailed(
            "%s: %d items were written, the file holds %d".formatted(path, count, found),
            "Start again under a new run id; if it stays, report it with this line.");
      }
    }

    private void writeRejects(List<ScanTally.Reject> rejects) throws IOException {
      if (rejects.isEmpty()) {
        return;
      }
      String path = "rejected/%s/part-%s.jsonl".formatted(log.table(), suffix);
      DigestedFile file = file(path);
      try (PositionOutputStream out = file.create(0)) {
        for (ScanTally.Reject reject : rejects) {
          out.write(line(reject).getBytes(StandardCharsets.UTF_8));
        }
      }
      files.add(file.written(path, 0));
    }

    /** Removes what was written, and tells what was read for nothing. */
    private void giveUp() throws IOException {
      for (Piece.Written file : files) {
        file(file.path()).delete();
      }
      double units = ScanTally.ofTask().map(ScanTally::consumedReadUnits).orElse(0.0);
      if (units > 0) {
        log.lost(units);
      }
    }

    private DigestedFile file(String path) {
      return new DigestedFile(hadoopPath(path), hadoop);
    }

    private Path hadoopPath(String path) {
      return root.hadoopPath(snapshot + "/" + path, hadoop);
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
