package dev.sluice.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.GateFailed;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a task: writes the rows of one input partition of a table, a piece, and records it. File names are an attempt's
 * own, so that attempts never meet; those of attempts that lost are in no manifest, and removed before there is one.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param log of the table's pieces
 * @param shape of the rows and of the files
 */
record PieceWriter(
    Root root,
    String snapshot,
    PieceLog log,
    Shape shape,
    DatasetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    ScanCounters counters)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<PieceWriter.Done>> {

  /** Asking a writer for its size costs; this often is often enough. */
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  /** Files at once: each has buffers. */
  private static final int MOST_OPEN = 64;

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
    private final IdentityHashMap<Form, PieceFile> open = new IdentityHashMap<>();
    private int begun;
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
      RowsAhead rows = new RowsAhead(all, shape.scanned());
      Forms forms = Forms.of(shape, rows.first());
      UTF8String day = null;
      while (rows.hasNext()) {
        if (shape.byDay() && !DayFolders.isOf(day, rows.peek(), shape.dayAt())) {
          closeAll();
          day = DayFolders.day(rows.peek(), shape.dayAt());
        }
        InternalRow row = rows.next();
        write(row, forms.of(row), day);
      }
      closeAll();
      // An empty table still leaves a file, so that its columns are known.
      if (files.isEmpty() && number == 0 && shape.kinds() == null) {
        files.add(closed(opened(forms.of(InternalRow.empty()), null)));
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
          tally.requests(),
          overflow.counts(),
          List.copyOf(files));
    }

    private void write(InternalRow row, Form form, @Nullable UTF8String day) throws IOException {
      PieceFile file = open.get(form);
      if (file == null) {
        if (open.size() == MOST_OPEN) {
          closeAll();
        }
        file = opened(form, day);
        open.put(form, file);
      }
      file.write(row, overflow);
      if (file.rows() % ROWS_BETWEEN_LOOKS == 0) {
        reported.report(tally());
        if (file.bytes() >= settings.targetFileBytes()) {
          open.remove(form);
          files.add(closed(file));
        }
      }
    }

    private PieceFile opened(Form form, @Nullable UTF8String day) throws IOException {
      String folder = form.folder() + (shape.byDay() ? DayFolders.name(day) : "");
      String path =
          "tables/%s/%spart-%s-%d.parquet".formatted(log.table(), folder, suffix, begun++);
      return new PieceFile(path, form, file(path), settings, hadoop);
    }

    private void closeAll() throws IOException {
      for (Iterator<PieceFile> all = open.values().iterator(); all.hasNext(); ) {
        PieceFile file = all.next();
        all.remove();
        files.add(closed(file));
      }
    }

    private Piece.Written closed(PieceFile file) throws IOException {
      Piece.Written closed = file.close();
      written += closed.rows();
      checkFooter(closed.path(), closed.rows());
      return closed;
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
      files.add(file.written(path, rejects.size()));
    }

    /** Removes what was written, and tells what was read for nothing. */
    private void giveUp() throws IOException {
      for (PieceFile file : open.values()) {
        file.abandon();
      }
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
