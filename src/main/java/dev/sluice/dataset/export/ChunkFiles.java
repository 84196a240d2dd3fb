package dev.sluice.dataset.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.parquet.DigestedFile;
import dev.sluice.dataset.parquet.ParquetFooter;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.source.ScanTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The files of one chunk. Each attempt uses its own names, so attempts never write to the same file. Files of attempts
 * that lost are in no record.
 */
final class ChunkFiles {
  /** The number of rows between two checks of a file's size, which are expensive. */
  private static final int ROWS_BETWEEN_SIZE_CHECKS = 1_000;

  /** The largest number of open files. Each has buffers. */
  private static final int MAX_OPEN = 4 * EntityFolders.MAX_OWN;

  /** The largest number of columns in all open files. */
  private static final int MAX_OPEN_COLUMNS = 20_000;

  /**
   * The largest number of columns in files that are open because rows are routed to them. A column of an open file takes
   * about 17 KB before its first page is full.
   */
  private static final int MAX_ROUTED_COLUMNS = 4_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TableWrite table;
  private final String suffix;
  private final Map<String, ChunkFile> open = new HashMap<>();
  private final List<FileEntry> closed = new ArrayList<>();
  private final Set<String> entities = new TreeSet<>();
  private final OverflowTally overflow = new OverflowTally();
  private int begun;
  private long written;

  /** Begins without files, for a chunk of a range. */
  ChunkFiles(TableWrite table, int range) {
    this.table = table;
    this.suffix = "%05d-%s".formatted(range, UUID.randomUUID().toString().substring(0, 8));
  }

  /** Returns the attempt's part of the file names. */
  String suffix() {
    return suffix;
  }

  /** Returns the closed files. */
  List<FileEntry> closed() {
    return List.copyOf(closed);
  }

  /** Returns the entity types in the files; empty for a table without entity types. */
  Set<String> entities() {
    return entities;
  }

  /** Returns the number of rows in closed Parquet files. */
  long written() {
    return written;
  }

  /** Returns attribute → DynamoDB type → number of values in the overflow. */
  Map<String, Map<String, Long>> overflow() {
    return overflow.counts();
  }

  /**
   * Writes a scanned row.
   *
   * @param within a folder below the form's folder, with a trailing slash; empty for the form's own folder
   */
  void write(InternalRow row, Forms.Form form, String within) throws IOException {
    String folder = form.folder().isEmpty() ? within : form.folder() + within;
    ChunkFile file = open.get(folder);
    if (file == null) {
      makeRoom(form);
      file = opened(form, folder);
      open.put(folder, file);
    }
    file.write(row, overflow);
    boolean check = file.rows() % ROWS_BETWEEN_SIZE_CHECKS == 0;
    if (check && file.bytes() >= table.settings().targetFileBytes()) {
      open.remove(folder);
      close(file);
    }
  }

  private void makeRoom(Forms.Form form) throws IOException {
    if (!fits(form, MAX_OPEN_COLUMNS)) {
      close(folder -> true);
    }
  }

  /** Returns whether another file may be open beside those that are, for as long as the chunk is written. */
  boolean hasRoom(Forms.Form form) {
    return fits(form, MAX_ROUTED_COLUMNS);
  }

  private boolean fits(Forms.Form form, int most) {
    int columns = open.values().stream().mapToInt(ChunkFile::columns).sum();
    return open.size() < MAX_OPEN && columns + form.schema().size() <= most;
  }

  /** Writes a file without rows. */
  void writeEmpty(Forms.Form form) throws IOException {
    close(opened(form, ""));
  }

  private ChunkFile opened(Forms.Form form, String folder) throws IOException {
    if (table.shape().entities() != null) {
      entities.add(form.entity());
    }
    String path =
        "tables/%s/%spart-%s-%d.parquet".formatted(table.table(), folder, suffix, begun++);
    return new ChunkFile(path, form, table.file(path), table.settings(), table.hadoop());
  }

  /** Closes the open files in these folders. */
  void close(Predicate<String> folders) throws IOException {
    for (String folder : List.copyOf(open.keySet())) {
      ChunkFile file = folders.test(folder) ? open.remove(folder) : null;
      if (file != null) {
        close(file);
      }
    }
  }

  private void close(ChunkFile file) throws IOException {
    FileEntry entry = file.close();
    written += entry.rows();
    checkFooter(entry);
    closed.add(entry);
  }

  private void checkFooter(FileEntry file) throws IOException {
    long found =
        ParquetFooter.read(table.hadoopPath(file.path()), table.hadoop()).rows();
    if (found != file.rows()) {
      throw new ResourceUnavailableException(
          "%s: %d items were written, the file holds %d".formatted(file.path(), file.rows(), found),
          "Start again with the same --run-id; if it stays, report it with this line.");
    }
  }

  /** Writes the rejected items, one JSON line each; no file if there are none. */
  void writeRejects(List<ScanTally.Reject> rejects) throws IOException {
    if (rejects.isEmpty()) {
      return;
    }
    String path = "rejected/%s/part-%s.jsonl".formatted(table.table(), suffix);
    DigestedFile file = table.file(path);
    try (PositionOutputStream out = file.create(0)) {
      for (ScanTally.Reject reject : rejects) {
        out.write(line(reject).getBytes(StandardCharsets.UTF_8));
      }
    }
    closed.add(file.written(path, rejects.size()));
  }

  private static String line(ScanTally.Reject reject) throws JsonProcessingException {
    return "{\"reason\":%s,\"item\":%s}\n"
        .formatted(JSON.writeValueAsString(reject.reason()), reject.item());
  }

  /** Removes all files, open and closed. */
  void abandon() throws IOException {
    for (ChunkFile file : open.values()) {
      file.abandon();
    }
    for (FileEntry file : closed) {
      table.file(file.path()).delete();
    }
  }
}
