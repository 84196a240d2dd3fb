package dev.sluice.dataset.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** The rows of a file since its last row group, in compressed pages and in the pages that are being filled. */
final class RowGroup {
  /** The number of rows before the first look at the size. */
  private static final int MIN_ROWS = ParquetProperties.DEFAULT_MINIMUM_RECORD_COUNT_FOR_CHECK;

  /** The largest number of rows between two looks. */
  private static final int MAX_ROWS = ParquetProperties.DEFAULT_MAXIMUM_RECORD_COUNT_FOR_CHECK;

  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore columns;
  private final GroupWriters.Struct writer;
  private final long maxBytes;
  private long rows;
  private long nextLook = MIN_ROWS;

  /**
   * Begins an empty row group.
   *
   * @param file the file to which it will be added
   * @param number the number of row groups before it
   * @param maxBytes the size that it should not exceed
   */
  @SuppressWarnings("deprecation") // as in PageCompressor
  RowGroup(
      ParquetFileWriter file,
      int number,
      StructType schema,
      MessageType stored,
      ParquetProperties properties,
      BytesCompressor compressor,
      long maxBytes) {
    this.pages = new ColumnChunkPageWriteStore(
        compressor,
        stored,
        properties.getAllocator(),
        properties.getColumnIndexTruncateLength(),
        properties.getPageWriteChecksumEnabled(),
        file.getEncryptor(),
        number);
    this.columns = properties.newColumnWriteStore(stored, pages, pages);
    this.writer = new FieldWriters(stored, columns).of(schema);
    this.maxBytes = maxBytes;
  }

  void write(InternalRow row) {
    writer.write(row);
    columns.endRecord();
    rows++;
  }

  /** Returns the approximate number of bytes that it would take in the file. */
  long bytes() {
    return columns.getBufferedSize();
  }

  /** Returns whether two more rows like those before might exceed the size. It looks seldom, because looking takes long. */
  boolean isFull() {
    if (rows < nextLook) {
      return false;
    }
    long bytes = bytes();
    long bytesPerRow = bytes / rows;
    if (bytes > maxBytes - 2 * bytesPerRow) {
      return true;
    }
    // half way to the size, as far as the rows so far tell
    long halfWay = (rows + (long) (maxBytes / (float) bytesPerRow)) / 2;
    nextLook = Math.min(Math.max(MIN_ROWS, halfWay), rows + MAX_ROWS);
    return false;
  }

  /** Adds it to the file, unless it has no rows. Afterwards it is of no use. */
  void writeTo(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      columns.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    columns.close();
  }
}
