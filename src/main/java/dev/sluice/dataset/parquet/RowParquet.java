package dev.sluice.dataset.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * A Parquet file of Spark's rows, as Spark itself writes it, including column metadata. Values go from the row straight
 * into Parquet's columns, as levels and primitives: nothing is boxed, and texts are not copied before they are encoded.
 */
public final class RowParquet {
  private static final long MAX_ROW_GROUP_BYTES = 128L << 20;

  private final DigestedFile file;
  private final StructType schema;
  private final FileSchema stored;
  private final ParquetProperties properties;

  @SuppressWarnings("deprecation") // as in PageCompressor
  private final BytesCompressor compressor;

  private final long rowGroupBytes;
  private final ParquetFileWriter writer;
  private RowGroup group;
  private int groups;
  private boolean broken;

  private RowParquet(
      DigestedFile file,
      StructType schema,
      List<String> plain,
      ParquetSettings settings,
      Configuration conf)
      throws IOException {
    this.file = file;
    this.schema = schema;
    this.stored = FileSchema.of(schema);
    this.properties = properties(plain);
    this.compressor = PageCompressor.of(codec(settings.compression()), conf);
    this.rowGroupBytes = Math.min(MAX_ROW_GROUP_BYTES, settings.targetFileBytes());
    this.writer = new ParquetFileWriter(
        file,
        stored.columns(),
        ParquetFileWriter.Mode.CREATE,
        rowGroupBytes,
        ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
        properties.getColumnIndexTruncateLength(),
        properties.getStatisticsTruncateLength(),
        properties.getPageWriteChecksumEnabled(),
        encryption(file, stored, conf));
    writer.start();
    this.group = begun();
  }

  /**
   * Opens a file.
   *
   * @param plain the columns written without a dictionary; nested ones are named by their dotted path
   */
  public static RowParquet open(
      DigestedFile file,
      StructType schema,
      List<String> plain,
      ParquetSettings settings,
      Configuration conf)
      throws IOException {
    return new RowParquet(file, schema, plain, settings, conf);
  }

  private static ParquetProperties properties(List<String> plain) {
    ParquetProperties.Builder properties = ParquetProperties.builder()
        // the manifest has a digest of the whole file
        .withPageWriteChecksumEnabled(false);
    plain.forEach(column -> properties.withDictionaryEncoding(column, false));
    return properties.build();
  }

  static CompressionCodecName codec(String name) {
    return CompressionCodecName.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns what the configuration says of Parquet's own encryption; null for files in plain text. */
  private static FileEncryptionProperties encryption(
      DigestedFile file, FileSchema stored, Configuration conf) {
    return ParquetOutputFormat.createEncryptionProperties(
        conf, new Path(file.getPath()), new WriteContext(stored.columns(), stored.metadata()));
  }

  private RowGroup begun() {
    return new RowGroup(
        writer, groups, schema, stored.columns(), properties, compressor, rowGroupBytes);
  }

  /**
   * Writes a row. If that fails, some columns have the row and others do not: the file cannot be completed any more, only
   * abandoned.
   */
  public void write(InternalRow row) throws IOException {
    checkWhole();
    broken = true;
    group.write(row);
    if (group.isFull()) {
      group.writeTo(writer);
      groups++;
      group = begun();
    }
    broken = false;
  }

  private void checkWhole() {
    if (broken) {
      throw new IllegalStateException(file.getPath() + " ends in the middle of a row");
    }
  }

  /** Returns the approximate number of bytes so far. */
  public long bytes() throws IOException {
    return writer.getPos() + group.bytes();
  }

  /**
   * Completes the file.
   *
   * @throws IllegalStateException if a row was not written completely
   */
  public void close() throws IOException {
    checkWhole();
    group.writeTo(writer);
    writer.end(stored.metadata());
    compressor.release();
  }

  /** Gives the file up and removes it. */
  public void abandon() throws IOException {
    compressor.release();
    file.delete();
  }
}
