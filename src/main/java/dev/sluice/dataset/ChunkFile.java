package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.spark.sql.catalyst.InternalRow;

/** A Parquet file of a chunk that is being written. */
final class ChunkFile {
  private final String path;
  private final Form form;
  private final DigestedFile file;
  private final ParquetWriter<InternalRow> writer;
  private final int overflowAt;
  private long rows;

  /**
   * Opens it.
   *
   * @param path relative to the snapshot
   */
  ChunkFile(
      String path, Form form, DigestedFile file, DatasetSettings settings, Configuration hadoop)
      throws IOException {
    this.path = path;
    this.form = form;
    this.file = file;
    this.overflowAt = form.overflowAt();
    this.writer = RowParquet.open(file, form.schema(), form.plain(), settings, hadoop);
  }

  void write(InternalRow scanned, OverflowTally overflow) throws IOException {
    InternalRow row = form.read(scanned);
    overflow.add(row, overflowAt);
    writer.write(row);
    rows++;
  }

  int columns() {
    return form.schema().size();
  }

  /** Bytes so far, about. */
  long bytes() {
    return writer.getDataSize();
  }

  long rows() {
    return rows;
  }

  Chunk.Written close() throws IOException {
    boolean whole = false;
    try {
      writer.close();
      whole = true;
    } finally {
      if (!whole) {
        file.delete();
      }
    }
    return file.written(path, rows);
  }

  /** Leaves nothing of it. */
  void abandon() throws IOException {
    try {
      writer.close();
    } finally {
      file.delete();
    }
  }
}
