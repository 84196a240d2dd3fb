package dev.sluice.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.ChunkLog;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
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
 * Runs in a task: writes the rows of one range of segments, and records each chunk of them once its files are complete. A
 * chunk ends where a page does, so that another attempt goes on from there, and at a budget or a deadline: what was read is
 * kept. File names are an attempt's own, so that attempts never meet; those of attempts that lost are in no record.
 *
 * @param snapshot the snapshot's folder, relative to the root
 * @param log of the table's chunks
 * @param next by range, the number of the chunk that comes next; 0 where it is not there
 * @param shape of the rows and of the files
 * @param chunkUnits read units after which a chunk ends, at the next page
 */
record ExportTask(
    Root root,
    String snapshot,
    ChunkLog log,
    Map<Integer, Integer> next,
    Shape shape,
    DatasetSettings settings,
    Broadcast<SerializableConfiguration> conf,
    ScanCounters counters,
    double chunkUnits)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<ExportTask.Done>> {

  /** Asking a writer for its size costs; this often is often enough. */
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  /** Files at once: each has buffers. */
  private static final int MAX_OPEN = 4 * Entities.MAX_OWN;

  /** In all of them. */
  private static final int MAX_OPEN_COLUMNS = 20_000;

  /**
   * A task at its end. One that was stopped does not fail: Spark would end the others, before they have recorded what they
   * have read.
   *
   * @param stopped what stopped the reading; null: nothing did
   */
  record Done(int chunks, @Nullable Stop stopped) implements Serializable {}

  /** A budget or a deadline, as it is told. */
  record Stop(String message, String remedy) implements Serializable {
    static @Nullable Stop of(@Nullable BudgetExhaustedException early) {
      return early == null ? null : new Stop(early.inOneLine(), early.remedy());
    }
  }

  @Override
  public Iterator<Done> call(Integer range, Iterator<InternalRow> rows) throws IOException {
    return List.of(new Attempt(range).run(rows)).iterator();
  }

  /** One attempt at what is left of one range. */
  private final class Attempt {
    private final int range;
    private final Configuration hadoop = conf.value().value();
    private final ScanCounters.Delta reported = counters.delta();
    private final Map<String, ChunkFile> open = new HashMap<>();
    private Set<String> kinds = new TreeSet<>();
    private int index;
    private ScanTally.@Nullable Mark from;
    private String suffix = "";
    private List<Chunk.Written> files = new ArrayList<>();
    private OverflowTally overflow = new OverflowTally();
    private int begun;
    private long written;

    Attempt(int range) {
      this.range = range;
      this.index = next.getOrDefault(range, 0);
    }

    Done run(Iterator<InternalRow> all) throws IOException {
      int first = index;
      boolean mayStay = false;
      try {
        TaskRows rows = new TaskRows(all, shape.scanned());
        start(ScanTally.Mark.at(tally().begin()));
        mayStay = writeAll(rows, Forms.of(shape, rows.first()));
        return new Done(index - first, Stop.of(rows.stopped()));
      } finally {
        if (!mayStay) {
          giveUp();
        }
      }
    }

    private void start(ScanTally.Mark mark) {
      from = mark;
      suffix = "%05d-%s".formatted(range, UUID.randomUUID().toString().substring(0, 8));
      files = new ArrayList<>();
      overflow = new OverflowTally();
      kinds = new TreeSet<>();
      begun = 0;
      written = 0;
    }

    /**
     * False where what was written since the last record is to be given up: another attempt has recorded a chunk that this one
     * has read too, or the reading was stopped where nobody can go on.
     */
    private boolean writeAll(TaskRows rows, Forms forms) throws IOException {
      boolean counts = true;
      do {
        writeChunk(rows, forms);
        ScanTally.Mark mark = tally().mark();
        boolean moved = !mark.position().equals(started().position());
        counts = (moved || rows.stopped() == null) && commit(mark, forms);
        if (counts) {
          start(mark);
        }
      } while (counts && rows.hasNext());
      return counts;
    }

    private void writeChunk(TaskRows rows, Forms forms) throws IOException {
      if (shape.byDay()) {
        writeByDay(rows, forms);
        return;
      }
      while (rows.hasNext() && !isFull(rows)) {
        InternalRow row = rows.next();
        write(row, forms.of(row), "");
      }
    }

    private void writeByDay(TaskRows rows, Forms forms) throws IOException {
      try (DaySort sort = new DaySort(shape.scanned())) {
        Map<UTF8String, Long> days = new HashMap<>();
        while (rows.hasNext() && !isFull(rows)) {
          InternalRow row = rows.next();
          sort.add(row);
          if (!row.isNullAt(shape.dayAt())) {
            days.merge(row.getUTF8String(shape.dayAt()).copy(), 1L, Long::sum);
          }
        }
        writeSorted(sort.sorted(), forms, DayFolders.own(days));
      }
    }

    private void writeSorted(Iterator<InternalRow> sorted, Forms forms, Set<UTF8String> own)
        throws IOException {
      UTF8String day = null;
      while (sorted.hasNext()) {
        InternalRow row = sorted.next();
        if (!DayFolders.isOf(day, row, shape.dayAt())) {
          // days come one after the other, but for those that have a folder together
          String past = dayFolder(day, own);
          if (day == null || own.contains(day)) {
            closeAll(folder -> folder.endsWith(past));
          }
          day = DayFolders.day(row, shape.dayAt());
        }
        write(row, forms.of(row), dayFolder(day, own));
      }
    }

    private String dayFolder(@Nullable UTF8String day, Set<UTF8String> own) {
      return DayFolders.folder(String.valueOf(shape.dayKey()), day, own) + "/";
    }

    private boolean isFull(TaskRows rows) {
      return rows.pageBegins()
          && tally().mark().consumedReadUnits() - started().consumedReadUnits() >= chunkUnits;
    }

    private ScanTally.Mark started() {
      if (from == null) {
        throw new IllegalStateException("no chunk was begun");
      }
      return from;
    }

    /**
     * Records what was read up to there. A record whose answer got lost may be one all the same: then the files stay, and are
     * strays at worst.
     */
    private boolean commit(ScanTally.Mark to, Forms forms) throws IOException {
      closeAll();
      // An empty table still leaves a file, so that its columns are known.
      if (files.isEmpty() && range == 0 && index == 0 && shape.kinds() == null) {
        files.add(closed(opened(forms.of(InternalRow.empty()), "")));
      }
      reported.report(tally());
      Chunk chunk = chunk(to);
      log.sync(files.stream().map(file -> snapshot + "/" + file.path()).toList());
      List<Chunk.Written> own = files;
      files = new ArrayList<>();
      if (log.commit(range, index, chunk)) {
        index++;
        return true;
      }
      files = own;
      return false;
    }

    private Chunk chunk(ScanTally.Mark to) throws IOException {
      ScanTally.Mark start = started();
      writeRejects(tally().rejects().subList(start.rejected(), to.rejected()));
      return new Chunk(
          suffix,
          start.position(),
          to.position(),
          to.scanned() - start.scanned(),
          to.expired() - start.expired(),
          to.rejected() - start.rejected(),
          written,
          to.consumedReadUnits() - start.consumedReadUnits(),
          to.requests().minus(start.requests()),
          overflow.counts(),
          List.copyOf(files),
          kinds);
    }

    /**
     * @param within the form's folder, with a slash at its end; empty: that itself
     */
    private void write(InternalRow row, Form form, String within) throws IOException {
      String folder = form.folder() + within;
      ChunkFile file = open.get(folder);
      if (file == null) {
        int columns = open.values().stream().mapToInt(ChunkFile::columns).sum();
        if (open.size() == MAX_OPEN || columns + form.schema().size() > MAX_OPEN_COLUMNS) {
          closeAll();
        }
        file = opened(form, folder);
        open.put(folder, file);
      }
      file.write(row, overflow);
      if (file.rows() % ROWS_BETWEEN_LOOKS == 0) {
        reported.report(tally());
        if (file.bytes() >= settings.targetFileBytes()) {
          open.remove(folder);
          files.add(closed(file));
        }
      }
    }

    private ChunkFile opened(Form form, String folder) throws IOException {
      if (shape.kinds() != null) {
        kinds.add(form.kind());
      }
      String path =
          "tables/%s/%spart-%s-%d.parquet".formatted(log.table(), folder, suffix, begun++);
      return new ChunkFile(path, form, file(path), settings, hadoop);
    }

    private void closeAll() throws IOException {
      closeAll(folder -> true);
    }

    private void closeAll(Predicate<String> wanted) throws IOException {
      for (String folder : List.copyOf(open.keySet())) {
        ChunkFile file = wanted.test(folder) ? open.remove(folder) : null;
        if (file != null) {
          files.add(closed(file));
        }
      }
    }

    private Chunk.Written closed(ChunkFile file) throws IOException {
      Chunk.Written closed = file.close();
      written += closed.rows();
      checkFooter(closed.path(), closed.rows());
      return closed;
    }

    private void checkFooter(String path, long count) throws IOException {
      long found = ParquetFooter.read(hadoopPath(path), hadoop).rows();
      if (found != count) {
        throw new ResourceUnavailableException(
            "%s: %d items were written, the file holds %d".formatted(path, count, found),
            "Start again with the same --run-id; if it stays, report it with this line.");
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

    /** Removes what is in no record, which only this attempt knows of, and tells what was read for nothing. */
    private void giveUp() throws IOException {
      for (ChunkFile file : open.values()) {
        file.abandon();
      }
      for (Chunk.Written file : files) {
        file(file.path()).delete();
      }
      double spent = ScanTally.ofTask().map(ScanTally::consumedReadUnits).orElse(0.0);
      double units = spent - (from == null ? 0 : from.consumedReadUnits());
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
