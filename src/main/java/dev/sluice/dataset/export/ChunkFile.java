package dev.sluice.dataset.export;

import dev.sluice.dataset.parquet.DictionaryChoice;
import dev.sluice.dataset.parquet.DigestedFile;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.parquet.RowParquet;
import dev.sluice.dataset.run.FileEntry;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;

/** An open Parquet file of a chunk. */
final class ChunkFile {
  private final String path;
  private final Forms.Form form;
  private final DigestedFile file;
  private final RowParquet writer;
  private final DictionaryChoice dictionaries;
  private final int overflowAt;
  private long rows;

  /**
   * Opens the file.
   *
   * @param path the path relative to the snapshot
   */
  ChunkFile(
      String path,
      Forms.Form form,
      DigestedFile file,
      ParquetSettings settings,
      Configuration hadoop)
      throws IOException {
    this.path = path;
    this.form = form;
    this.file = file;
    this.overflowAt = form.overflowAt();
    this.dictionaries = form.dictionaries();
    this.writer = RowParquet.open(file, form.schema(), dictionaries.plain(), settings, hadoop);
  }

  /** Writes a scanned row, and counts the values in its overflow. */
  void write(InternalRow scanned, OverflowTally overflow) throws IOException {
    InternalRow row = form.read(scanned);
    overflow.add(row, overflowAt);
    dictionaries.see(row);
    writer.write(row);
    rows++;
  }

  int columns() {
    return form.schema().size();
  }

  /** Returns the approximate number of bytes so far. */
  long bytes() throws IOException {
    return writer.bytes();
  }

  long rows() {
    return rows;
  }

  /** Closes the file. Removes it if it is incomplete. */
  FileEntry close() throws IOException {
    boolean whole = false;
    try {
      writer.close();
      whole = true;
    } finally {
      if (!whole) {
        writer.abandon();
      }
    }
    return file.written(path, rows);
  }

  /** Gives the file up and removes it. */
  void abandon() throws IOException {
    writer.abandon();
  }
}
