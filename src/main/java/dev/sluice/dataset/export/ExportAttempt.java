package dev.sluice.dataset.export;

import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.item.ItemCounts;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, in a task, at the rest of one range. Writes the rows chunk by chunk, and records each chunk once its
 * files are complete. A chunk ends between two pages, so that another attempt can resume there. It also ends at a
 * budget or a deadline.
 */
final class ExportAttempt {
  /** The number of rows between two progress reports. */
  private static final int ROWS_BETWEEN_REPORTS = 1_000;

  private final TableWrite table;
  private final int range;
  private final SparkProgress.Delta progress;
  private int index;
  private Started chunk;
  private long rowsWritten;

  /** The chunk that is being written, and the position at which it begins. */
  private record Started(ScanTally.Mark from, ChunkFiles files) {}

  /**
   * The result of a task. A task that was stopped does not fail, because Spark would end the other tasks before they
   * have recorded what they have read.
   *
   * @param chunks the number of chunks recorded
   * @param stopped the reason for stopping; null if no budget or deadline was reached
   */
  record Done(int chunks, @Nullable Stop stopped) implements Serializable {}

  /** The message of a budget or a deadline. */
  record Stop(String message, String remedy) implements Serializable {
    static @Nullable Stop of(@Nullable BudgetExhaustedException early) {
      return early == null ? null : new Stop(early.inOneLine(), early.remedy());
    }
  }

  /**
   * Prepares an attempt at the rest of a range.
   *
   * @param next the number of the range's next chunk
   */
  ExportAttempt(TableWrite table, int range, int next, SparkProgress.Delta progress) {
    this.table = table;
    this.range = range;
    this.index = next;
    this.progress = progress;
    this.chunk = started(ScanTally.Mark.at(ScanTally.START));
  }

  private Started started(ScanTally.Mark from) {
    return new Started(from, new ChunkFiles(table, range));
  }

  /** Reads and writes all rows up to the end of the range, a budget or a deadline. */
  Done run(Iterator<InternalRow> all) throws IOException {
    int first = index;
    boolean complete = false;
    try {
      PageRows pages = new PageRows(all);
      pages.begin();
      chunk = started(ScanTally.Mark.at(tally().begin()));
      complete = writeAll(pages, Forms.of(table.shape(), table.kind()));
      return new Done(index - first, Stop.of(pages.stopped()));
    } finally {
      if (!complete) {
        giveUp();
      }
    }
  }

  /**
   * Writes all rows. Returns false if the rows since the last record must be discarded: another attempt has recorded a
   * chunk that this one has read too, or the read was stopped before the end of its first page.
   */
  private boolean writeAll(PageRows pages, Forms forms) throws IOException {
    boolean recorded = true;
    do {
      writeChunk(pages, forms);
      ScanTally.Mark mark = tally().mark();
      boolean moved = !mark.position().equals(chunk.from().position());
      recorded = (moved || pages.stopped() == null) && commit(mark, forms);
      if (recorded) {
        chunk = started(mark);
      }
    } while (recorded && pages.hasNext());
    return recorded;
  }

  private void writeChunk(PageRows rows, Forms forms) throws IOException {
    if (table.shape().byDay()) {
      try (DayRouter days = new DayRouter(table.shape(), chunk.files(), forms)) {
        for (boolean first = true; mayAdd(rows, first); first = false) {
          days.write(rows.next());
          count();
        }
        days.finish();
      }
      return;
    }
    for (boolean first = true; mayAdd(rows, first); first = false) {
      InternalRow row = rows.next();
      chunk.files().write(row, forms.of(row), "");
      count();
    }
  }

  /** Returns whether there is another row, of this chunk: at least its first. */
  private boolean mayAdd(PageRows rows, boolean first) {
    return rows.hasNext()
        && (first || !rows.pageBegins() || !table.isFull(chunk.from(), tally().mark()));
  }

  private void count() {
    rowsWritten++;
    if (rowsWritten % ROWS_BETWEEN_REPORTS == 0) {
      progress.report(tally());
    }
  }

  /**
   * Records the chunk up to a position. If the response was lost, the record may still exist; then the chunk's files
   * stay, and in the worst case no manifest lists them.
   *
   * @return whether this attempt's record is the valid one
   */
  private boolean commit(ScanTally.Mark to, Forms forms) throws IOException {
    ChunkFiles files = chunk.files();
    files.close(folder -> true);
    // an empty table also leaves a file, so that its columns are known
    boolean nothing = files.closed().isEmpty() && table.shape().entities() == null;
    if (nothing && range == 0 && index == 0) {
      files.writeEmpty(forms.of(InternalRow.empty()));
    }
    progress.report(tally());
    ScanTally.Mark from = chunk.from();
    files.writeRejects(tally().rejectsBetween(from, to));
    List<FileEntry> written = files.closed();
    Chunk record = record(from, to, files);
    table
        .checkpoint()
        .sync(written.stream().map(f -> table.snapshot() + "/" + f.path()).toList());
    // from here on a record may list the files, even if an exception follows
    chunk = started(from);
    if (table.checkpoint().commit(range, index, record)) {
      index++;
      return true;
    }
    chunk = new Started(from, files);
    return false;
  }

  private static Chunk record(ScanTally.Mark from, ScanTally.Mark to, ChunkFiles files) {
    ItemCounts items = to.items().minus(from.items()).withWritten(files.written());
    return new Chunk(
        files.suffix(),
        from.position(),
        to.position(),
        items.scanned(),
        items.expired(),
        items.rejected(),
        items.written(),
        to.consumedReadUnits() - from.consumedReadUnits(),
        to.requests().minus(from.requests()),
        files.overflow(),
        files.closed(),
        files.entities());
  }

  /** Removes files that are in no record, and records the read units that were wasted. */
  private void giveUp() throws IOException {
    chunk.files().abandon();
    double consumed = ScanTally.ofTask().map(ScanTally::consumedReadUnits).orElse(0.0);
    double units = consumed - chunk.from().consumedReadUnits();
    if (units > 0) {
      table.checkpoint().lost(units);
    }
  }

  private static ScanTally tally() {
    @Nullable ScanTally tally = ScanTally.ofTask().orElse(null);
    if (tally == null) {
      throw new IllegalStateException("no scan runs in this task");
    }
    return tally;
  }
}
